/** What is written beside a recording, and whether it still belongs to its text. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type NarratedSentence, narrationOf } from '#lib/domain/narration/narration.ts'
import { type CompiledCourse, type CompiledLesson, pagesOf } from '#lib/schemas/course.ts'
import { type LessonAudio, lessonAudioSchema } from '#lib/schemas/lesson-audio.ts'
import { encoding, loudness, pauses, speechOf, trimming } from './settings.ts'

export const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')

/** Of what a sentence says, as the manifest keeps it. */
export const spokenHash = (spoken: string) => sha256(spoken).slice(0, 16)

/** Of everything but the words. */
export const settingsHash = (lessonSlug: string) =>
  sha256(JSON.stringify({ speech: speechOf(lessonSlug), trimming, pauses, loudness, encoding })).slice(0, 16)

export interface SpokenPage {
  lesson: CompiledLesson
  script: NarratedSentence[]
  /** `NN-slug`, in `content/courses/<slug>/audio`. */
  name: string
}

/** Every page of a course that is to be spoken, in reading order. */
export const spokenPages = (course: CompiledCourse): SpokenPage[] =>
  pagesOf(course).map((lesson) => ({
    lesson,
    script: narrationOf(lesson, course.pronunciation),
    name: `${String(lesson.number).padStart(2, '0')}-${lesson.slug}`,
  }))

export const audioFolder = (courseSlug: string) => join('content', 'courses', courseSlug, 'audio')

export function readManifest(folder: string, name: string): LessonAudio | null {
  const path = join(folder, `${name}.json`)
  return existsSync(path) ? lessonAudioSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null
}

/** One sentence a line, so that a difference shows which. */
export function writeManifest(folder: string, name: string, manifest: LessonAudio): void {
  const lines = manifest.sentences.map((sentence) => `    ${JSON.stringify(sentence)}`)
  const head = JSON.stringify({ ...manifest, sentences: [] }, null, 2)
  writeFileSync(join(folder, `${name}.json`), head.replace('[]', `[\n${lines.join(',\n')}\n  ]`).concat('\n'))
}

/**
 * Gives a recording the ids of a script that says the same: an element's id changes with what it shows, spoken or not.
 * @returns whether that is all it took
 */
export function relabel(folder: string, page: SpokenPage): boolean {
  const manifest = readManifest(folder, page.name)
  if (manifest?.sentences.length !== page.script.length) return false
  const sentences = manifest.sentences.map((sentence, index) => {
    const { id, elementId } = page.script[index] ?? sentence
    return { ...sentence, id, elementId }
  })
  writeManifest(folder, page.name, { ...manifest, sentences })
  if (faultsOf(folder, page).length === 0) return true
  writeManifest(folder, page.name, manifest)
  return false
}

/** Why a recording is not the one of its text, in words; empty when it is. */
export function faultsOf(folder: string, { script, name, lesson }: SpokenPage): string[] {
  const manifest = readManifest(folder, name)
  if (!manifest) return ['it has not been spoken yet']
  const faults: string[] = []
  if (manifest.lesson !== lesson.slug) faults.push(`it is a recording of "${manifest.lesson}"`)
  if (manifest.settings !== settingsHash(lesson.slug)) faults.push('it was made with other settings')
  const said = manifest.sentences.map(({ id, elementId, hash }) => `${elementId} ${id} ${hash}`)
  const text = script.map(({ id, elementId, spoken }) => `${elementId} ${id} ${spokenHash(spoken)}`)
  const at = text.findIndex((sentence, index) => sentence !== said[index])
  if (at >= 0) faults.push(`it parts from the text at "${script[at]?.text}"`)
  else if (said.length > text.length) faults.push('it says more than the text')
  const file = join(folder, `${name}.m4a`)
  if (!existsSync(file)) faults.push('the file is missing')
  else if (sha256(readFileSync(file)) !== manifest.sha256)
    faults.push('the file is not the one that was written')
  return faults
}
