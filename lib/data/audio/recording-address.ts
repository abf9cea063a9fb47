import 'server-only'
import { findReadableLessonOrThrow } from '#lib/data/course/find-readable-lesson.ts'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { makeAudioTicket } from '#lib/server/audio-ticket.ts'

/**
 * Where this learner's browser finds the recording of a lesson: for some hours, and for nobody else. A free lesson's is for all.
 * @throws not_found, sign_in_required, no_access
 */
export function recordingAddress(session: Session | null, courseSlug: string, lessonSlug: string): string {
  const lesson = findReadableLessonOrThrow(session, courseSlug, lessonSlug)
  const address = `/api/audio/${courseSlug}/${lessonSlug}/file`
  if (lesson.free || !session) return address
  const ticket = makeAudioTicket({ courseSlug, lessonSlug, userId: session.viewer.userId })
  return `${address}?ticket=${ticket}`
}
