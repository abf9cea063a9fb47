/** Sentences as samples → one recording with the times of each. Pure; samples are mono, from -1 to 1. */
import type { NarratedSentence } from '#lib/domain/narration/narration.ts'
import { pauses, trimming } from './settings.ts'

/** Cuts the silence around what is said, and lets the rest rise and fall, so that no cut clicks. */
export function trimSilence(samples: Float32Array, sampleRate: number): Float32Array {
  const samplesIn = (ms: number) => Math.round((ms * sampleRate) / 1000)
  const threshold = 10 ** (trimming.silenceDb / 20)
  const isLoud = (sample: number) => Math.abs(sample) > threshold
  const [before, after] = trimming.keptMs
  const start = Math.max(0, samples.findIndex(isLoud) - samplesIn(before))
  const end = Math.min(samples.length, samples.findLastIndex(isLoud) + samplesIn(after))
  const kept = samples.slice(start, end)
  const fade = Math.min(samplesIn(8), kept.length >> 1)
  for (let i = 0; i < fade; i++) {
    const gain = i / fade
    kept[i] = (kept[i] ?? 0) * gain
    const last = kept.length - 1 - i
    kept[last] = (kept[last] ?? 0) * gain
  }
  return kept
}

type Place = Pick<NarratedSentence, 'elementId' | 'kind' | 'line'>

/** Silence between two sentences, in milliseconds. */
export function pauseBetween(before: Place | undefined, next: Place): number {
  if (!before) return pauses.start
  if (before.elementId === next.elementId) return before.line === next.line ? pauses.sentence : pauses.line
  if (next.kind === 'heading') return pauses.beforeHeading
  return before.kind === 'heading' || before.kind === 'title' ? pauses.afterHeading : pauses.element
}

export interface Recording {
  samples: Float32Array
  /** Of each sentence, in order, in milliseconds. */
  times: { startMs: number; endMs: number }[]
  durationMs: number
}

/** Puts a lesson together. `spoken` holds the samples of each sentence of `script`. */
export function assemble(
  script: readonly Place[],
  spoken: readonly Float32Array[],
  sampleRate: number,
): Recording {
  const samplesIn = (ms: number) => Math.round((ms * sampleRate) / 1000)
  const msOf = (samples: number) => Math.round((samples * 1000) / sampleRate)
  let at = 0
  const places = script.map((sentence, index) => {
    const start = at + samplesIn(pauseBetween(script[index - 1], sentence))
    at = start + (spoken[index]?.length ?? 0)
    return { start, end: at }
  })
  const samples = new Float32Array(at + samplesIn(pauses.end))
  places.forEach(({ start }, index) => {
    samples.set(spoken[index] ?? [], start)
  })
  return {
    samples,
    times: places.map(({ start, end }) => ({ startMs: msOf(start), endMs: msOf(end) })),
    durationMs: msOf(samples.length),
  }
}
