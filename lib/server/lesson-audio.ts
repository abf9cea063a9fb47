import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { narrationOf } from '#lib/domain/narration/narration.ts'
import { timedSentences } from '#lib/domain/narration/transcript.ts'
import { type LessonAudio, lessonAudioSchema } from '#lib/schemas/lesson-audio.ts'
import { unsafeGetCourse, unsafeGetLesson } from './courses.ts'
import { readOnChange } from './read-on-change.ts'

/** Recordings are committed beside the lessons; read from disk, never bundled or served as static files. */
const courses = join(/* turbopackIgnore: true */ process.cwd(), 'content', 'courses')

export interface Recording {
  audio: LessonAudio
  /** Absolute path of the `.m4a` file. */
  path: string
  recordedAt: Date
}

const readRecording = readOnChange(
  (path, recordedAt): Recording => ({
    audio: lessonAudioSchema.parse(JSON.parse(readFileSync(path, 'utf8'))),
    path: path.replace(/\.json$/, '.m4a'),
    recordedAt,
  }),
)

/** The recording of a lesson, for code that has already authorized; null when the lesson has none (yet). */
export function unsafeGetRecording(courseSlug: string, lessonSlug: string): Recording | null {
  const lesson = unsafeGetLesson(courseSlug, lessonSlug)
  if (!lesson) return null
  const name = `${String(lesson.number).padStart(2, '0')}-${lesson.slug}.json`
  return readRecording(join(courses, courseSlug, 'audio', name))
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
