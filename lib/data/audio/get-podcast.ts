import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { Podcast } from '#lib/domain/podcast.ts'
import { pagesOf } from '#lib/schemas/course.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { env } from '#lib/server/env.ts'
import { unsafeGetHeardSentences, unsafeGetRecording } from '#lib/server/lesson-audio.ts'
import { openPodcast } from './open-podcast.ts'
import { type OpenRecording, toOpenRecording } from './open-recording.ts'

const minute = 60_000

/** What stands in a learner's feed. @throws not_found, no_access, rate_limited */
export async function getPodcast(secret: string): Promise<Podcast> {
  const { courseSlug, grantedAt } = await openPodcast(secret, 'podcast-feed')
  const course = getCourseOutlineOrThrow(courseSlug)
  const site = new URL(env.APP_URL)
  return {
    title: course.title,
    summary: `${course.tagline}. Your own feed of the course: please do not share its address.`,
    courseAddress: new URL(`/learn/${course.slug}`, site).href,
    feedAddress: new URL(`/api/podcast/${secret}`, site).href,
    coverAddress: new URL('/cover.jpg', site).href,
    author: site.host,
    episodes: pagesOf(course).flatMap((lesson) => {
      const recording = unsafeGetRecording(courseSlug, lesson.slug)
      if (!recording) return []
      const fileAddress = new URL(`/api/podcast/${secret}/${lesson.slug}`, site).href
      const { bytes, durationMs } = recording.audio
      // A feed is sorted by date: its lessons came out minute by minute when the learner got the course.
      const publishedAt = new Date(grantedAt.getTime() + lesson.number * minute)
      return [
        {
          id: `${course.slug}/${lesson.slug}`,
          number: lesson.number,
          title: lesson.title,
          summary: lesson.summary,
          pageAddress: new URL(`/learn/${course.slug}/${lesson.slug}`, site).href,
          fileAddress,
          bytes,
          durationMs,
          publishedAt,
        },
      ]
    }),
  }
}

/** The recording of a lesson for a podcast app. @throws not_found, no_access, rate_limited */
export async function openEpisode(secret: string, lessonSlug: string): Promise<OpenRecording> {
  const { courseSlug } = await openPodcast(secret, 'podcast-file')
  const lesson = pagesOf(getCourseOutlineOrThrow(courseSlug)).find(({ slug }) => slug === lessonSlug)
  const recording = lesson && unsafeGetRecording(courseSlug, lessonSlug)
  if (!lesson || !recording) throw new AppError('not_found')
  return toOpenRecording(lesson, recording)
}

/** What is said in a lesson and when, for a podcast app. @throws not_found, no_access, rate_limited */
export async function openEpisodeText(secret: string, lessonSlug: string) {
  const { courseSlug } = await openPodcast(secret, 'podcast-file')
  const sentences = unsafeGetHeardSentences(courseSlug, lessonSlug)
  if (sentences.length === 0) throw new AppError('not_found')
  return sentences
}
