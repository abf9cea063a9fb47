import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { narrationOf } from '#lib/domain/narration/narration.ts'
import { timedSentences } from '#lib/domain/narration/transcript.ts'
import { type LessonAudio, lessonAudioSchema } from '#lib/schemas/lesson-audio.ts'
import { unsafeGetCourse, unsafeGetLesson } from './courses.ts'

/** Recordings are committed beside the lessons; read from disk, never bundled or served as static files. */
const courses = join(/* turbopackIgnore: true */ process.cwd(), 'content', 'courses')

export interface Recording {
  audio: LessonAudio
  /** Absolute path of the `.m4a` file. */
  path: string
  recordedAt: Date
}

const cache = new Map<string, { readAt: number; recording: Recording }>()

function read(base: string): Recording | null {
  const written = statSync(`${base}.json`, { throwIfNoEntry: false })
  if (!written) return null
  const known = cache.get(base)
  if (known?.readAt === written.mtimeMs) return known.recording
  const audio = lessonAudioSchema.parse(JSON.parse(readFileSync(`${base}.json`, 'utf8')))
  const recording = { audio, path: `${base}.m4a`, recordedAt: written.mtime }
  cache.set(base, { readAt: written.mtimeMs, recording })
  return recording
}

/** The recording of a lesson, for code that has already authorized; null when the lesson has none (yet). */
export function unsafeGetRecording(courseSlug: string, lessonSlug: string): Recording | null {
  const lesson = unsafeGetLesson(courseSlug, lessonSlug)
  if (!lesson) return null
  const name = `${String(lesson.number).padStart(2, '0')}-${lesson.slug}`
  return read(join(courses, courseSlug, 'audio', name))
}

/** How long a lesson's recording is, in milliseconds; null without one. Public. */
export function recordedMs(courseSlug: string, lessonSlug: string): number | null {
  return unsafeGetRecording(courseSlug, lessonSlug)?.audio.durationMs ?? null
}

/** The sentences of a lesson as they are heard, with their text: for code that has already authorized. */
export function unsafeGetHeardSentences(courseSlug: string, lessonSlug: string) {
  const course = unsafeGetCourse(courseSlug)
  const lesson = unsafeGetLesson(courseSlug, lessonSlug)
  const recording = unsafeGetRecording(courseSlug, lessonSlug)
  if (!course || !lesson || !recording) return []
  return timedSentences(narrationOf(lesson, course.pronunciation), recording.audio.sentences)
}
