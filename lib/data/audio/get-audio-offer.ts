import 'server-only'
import { pagesOf } from '#lib/schemas/course.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { recordedMs } from '#lib/server/lesson-audio.ts'

/** What a visitor may be told of a course's recordings, and hear of them. */
export interface AudioOffer {
  /** Whether every lesson can be heard today. */
  isComplete: boolean
  /** Addresses of a recording that is free, and of what is said in it; null while there is none. */
  sample: { src: string; captions: string } | null
}

/** @throws not_found */
export function getAudioOffer(courseSlug: string): AudioOffer {
  const course = getCourseOutlineOrThrow(courseSlug)
  const pages = pagesOf(course)
  const free = pages.find((lesson) => lesson.free && recordedMs(courseSlug, lesson.slug) !== null)
  const address = free && `/api/audio/${courseSlug}/${free.slug}`
  return {
    isComplete: pages.every((lesson) => recordedMs(courseSlug, lesson.slug) !== null),
    sample: address ? { src: `${address}/file`, captions: `${address}/transcript?format=vtt` } : null,
  }
}
