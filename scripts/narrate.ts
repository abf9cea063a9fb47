/**
 * Speaks the lessons: script → sentences → speech → loudness → one `.m4a` a lesson, with the times of each sentence beside
 * it. What is already spoken is left alone. Needs ffmpeg and a voice (docs/decisions/0018-a-voice-for-the-lessons.md).
 *
 *     npm run narrate                            what has changed
 *     npm run narrate -- --lesson 05             one lesson, by number or name
 *     npm run narrate -- --check                 measures all files, and writes levels.md
 *     npm run narrate -- --course <slug> …       where there is more than one
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { NarratedSentence } from '#lib/domain/narration/narration.ts'
import type { CompiledCourse } from '#lib/schemas/course.ts'
import { type LessonAudio, lessonAudioSchema } from '#lib/schemas/lesson-audio.ts'
import { compileContent } from './build.ts'
import { assemble, type Recording, trimSilence } from './narration/assemble.ts'
import { measure, tableOf } from './narration/check.ts'
import { readCompiledCourse } from './narration/course.ts'
import { type Chapter, encodeLesson } from './narration/encode.ts'
import { ToolError } from './narration/ffmpeg.ts'
import {
  audioFolder,
  faultsOf,
  relabel,
  type SpokenPage,
  settingsHash,
  sha256,
  spokenHash,
  spokenPages,
  writeManifest,
} from './narration/manifest.ts'
import { type SayCached, throughCache } from './narration/sentence-cache.ts'
import { limits, speechOf } from './narration/settings.ts'
import { openVoice, type Voice, VoiceError, voiceFolder } from './narration/voice.ts'

/** A chapter from each heading, and one for what stands before the first. */
function chaptersOf(script: readonly NarratedSentence[], { times, durationMs }: Recording): Chapter[] {
  const starts = script.flatMap(({ kind, text }, index) =>
    kind === 'heading' || index === 0
      ? [{ title: text, startMs: index === 0 ? 0 : (times[index]?.startMs ?? 0) }]
      : [],
  )
  return starts.map((chapter, index) => ({ ...chapter, endMs: starts[index + 1]?.startMs ?? durationMs }))
}

async function speak(course: CompiledCourse, page: SpokenPage, say: SayCached, voice: Voice): Promise<void> {
  const folder = audioFolder(course.slug)
  const { lesson, script, name } = page
  const startedAt = performance.now()
  let made = 0
  const parts: Float32Array[] = []
  for (const { spoken } of script) {
    const said = await say(spoken, speechOf(lesson.slug))
    if (said.made) made += 1
    parts.push(trimSilence(said.samples, voice.sampleRate))
  }
  const recording = assemble(script, parts, voice.sampleRate)
  const path = join(folder, `${name}.m4a`)
  encodeLesson(`${path}.new`, {
    samples: recording.samples,
    sampleRate: voice.sampleRate,
    tags: {
      title: `${lesson.number}. ${lesson.title}`,
      album: course.title,
      artist: course.title.split(':')[0] ?? course.title,
      track: `${lesson.number}/${spokenPages(course).length}`,
      comment: `${lesson.summary} Read by a synthetic voice.`,
    },
    chapters: chaptersOf(script, recording),
    cover: join(folder, 'cover.jpg'),
  })
  const manifest: LessonAudio = lessonAudioSchema.parse({
    lesson: lesson.slug,
    voice: voice.name,
    settings: settingsHash(lesson.slug),
    sha256: sha256(readFileSync(`${path}.new`)),
    bytes: statSync(`${path}.new`).size,
    durationMs: recording.durationMs,
    sentences: script.map(({ id, elementId, spoken }, index) => ({
      id,
      elementId,
      hash: spokenHash(spoken),
      ...recording.times[index],
    })),
  } satisfies Record<keyof LessonAudio, unknown>)
  renameSync(`${path}.new`, path)
  writeManifest(folder, name, manifest)
  console.log(
    `${name}: ${(recording.durationMs / 60_000).toFixed(1)} minutes, ${made} of ${script.length} sentences said anew, in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
  )
}

function check(course: CompiledCourse, pages: readonly SpokenPage[]): void {
  const folder = audioFolder(course.slug)
  const rows = pages.map((page) => measure(folder, page))
  if (pages.length === spokenPages(course).length) writeFileSync(join(folder, 'levels.md'), tableOf(rows))
  const total = rows.reduce((sum, row) => sum + row.bytes, 0)
  const faults = rows.flatMap((row) => row.faults.map((fault) => `${row.name}: ${fault}`))
  if (total > limits.totalBytes) faults.push(`all files together have ${total} bytes`)
  console.log(tableOf(rows))
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      course: { type: 'string' },
      lesson: { type: 'string', multiple: true },
      check: { type: 'boolean', default: false },
    },
  })
  await compileContent()
  const course = readCompiledCourse(values.course)
  const pages = spokenPages(course)
  const wanted = values.lesson?.map((name) => {
    const page = pages.find(({ lesson }) => lesson.slug === name || lesson.number === Number(name))
    if (!page) throw new RangeError(`There is no lesson "${name}": 1 to ${pages.length}, or its name`)
    return page
  })
  if (values.check) return check(course, wanted ?? pages)
  const folder = audioFolder(course.slug)
  mkdirSync(folder, { recursive: true })
  const changed = (wanted ?? pages).filter(
    (page) => faultsOf(folder, page).length > 0 && !relabel(folder, page),
  )
  if (changed.length === 0) return console.log('All that was asked for has been spoken.')
  const voice = openVoice()
  const say = throughCache(join(voiceFolder, '..', 'sentences'), voice)
  for (const page of changed) await speak(course, page, say, voice)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof RangeError || error instanceof VoiceError || error instanceof ToolError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
