import 'server-only'
import { findReadableLessonOrThrow } from '#lib/data/course/find-readable-lesson.ts'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { type PlayableLesson, type PlaybackRate, startOf, toPlaybackRate } from '#lib/domain/playback.ts'
import { pagesOf } from '#lib/schemas/course.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { unsafeGetHeardSentences, unsafeGetRecording } from '#lib/server/lesson-audio.ts'
import { recordingAddress } from './recording-address.ts'

const saidInstead: readonly string[] = ['code', 'table', 'figure', 'exercise', 'quiz']

async function rateOf(userId: string | undefined): Promise<PlaybackRate> {
  if (!userId) return 1
  const user = await db.user.findUnique({ where: { id: userId }, select: { playbackRate: true } })
  return toPlaybackRate(user?.playbackRate ?? 1)
}

/** @throws not_found (also without a recording), sign_in_required, no_access */
export async function getLessonAudio(
  session: Session | null,
  courseSlug: string,
  lessonSlug: string,
): Promise<PlayableLesson> {
  const lesson = findReadableLessonOrThrow(session, courseSlug, lessonSlug)
  const recording = unsafeGetRecording(courseSlug, lessonSlug)
  if (!recording) throw new AppError('not_found', 'This lesson has no recording yet.')
  const course = getCourseOutlineOrThrow(courseSlug)
  const ownsCourse = session?.courseSlugs.includes(courseSlug) ?? false
  const pages = pagesOf(course)
  const following = pages[pages.findIndex(({ slug }) => slug === lessonSlug) + 1]
  const hasNext =
    following && (ownsCourse || following.free) && unsafeGetRecording(courseSlug, following.slug) !== null
  const place = session?.progress.find(
    (known) => known.courseSlug === courseSlug && known.lessonSlug === lessonSlug,
  )
  const sentences = unsafeGetHeardSentences(courseSlug, lessonSlug)
  const blockIds = lesson.blocks.map(({ id }) => id)
  return {
    courseSlug,
    courseTitle: course.title,
    lessonSlug,
    number: lesson.number,
    title: lesson.title,
    src: recordingAddress(session, courseSlug, lessonSlug),
    durationMs: recording.audio.durationMs,
    startMs: place && !place.doneAt ? startOf(sentences, place, blockIds) : 0,
    rate: await rateOf(session?.viewer.userId),
    sentences: sentences.map(({ id, elementId, kind, text, startMs, endMs }) => ({
      id,
      elementId,
      startMs,
      endMs,
      text,
      inPlace: !saidInstead.includes(kind),
    })),
    next: hasNext ? { slug: following.slug, title: following.title } : null,
  }
}
