import 'server-only'
import { findReadableLessonOrThrow } from '#lib/data/course/find-readable-lesson.ts'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { isAudioTicket } from '#lib/server/audio-ticket.ts'
import { type Recording, unsafeGetHeardSentences, unsafeGetRecording } from '#lib/server/lesson-audio.ts'

/** A file that may be sent. */
export interface OpenRecording {
  path: string
  bytes: number
  /** Of the file, in hexadecimal. */
  sha256: string
  recordedAt: Date
  /** "05 - Size classes.m4a" */
  fileName: string
  isFree: boolean
}

export function toOpenRecording(
  lesson: { number: number; title: string; free: boolean },
  { audio, path, recordedAt }: Recording,
): OpenRecording {
  return {
    path,
    bytes: audio.bytes,
    sha256: audio.sha256,
    recordedAt,
    fileName: `${String(lesson.number).padStart(2, '0')} - ${lesson.title}.m4a`,
    isFree: lesson.free,
  }
}

const nothingToHear = () => new AppError('not_found', 'This lesson has no recording yet.')

/**
 * The recording of a lesson for this session, asked anew for every part of it: access that ended is over at the next one.
 * @param ticket made for this learner and lesson by `recordingAddress`
 * @throws not_found, sign_in_required, no_access, link_expired
 */
export function openRecording(
  session: Session | null,
  address: { courseSlug: string; lessonSlug: string },
  ticket: string,
): OpenRecording {
  const lesson = findReadableLessonOrThrow(session, address.courseSlug, address.lessonSlug)
  const recording = unsafeGetRecording(address.courseSlug, address.lessonSlug)
  if (!recording) throw nothingToHear()
  const userId = session?.viewer.userId ?? ''
  if (!lesson.free && !isAudioTicket({ ...address, userId }, ticket))
    throw new AppError(
      'link_expired',
      'This address of the recording is over. Play the lesson again from its page.',
    )
  return toOpenRecording(lesson, recording)
}

/** What is said in a lesson and when, with its text. @throws not_found, sign_in_required, no_access */
export function openTranscript(session: Session | null, courseSlug: string, lessonSlug: string) {
  const lesson = findReadableLessonOrThrow(session, courseSlug, lessonSlug)
  const sentences = unsafeGetHeardSentences(courseSlug, lessonSlug)
  if (sentences.length === 0) throw nothingToHear()
  return { sentences, isFree: lesson.free }
}
