import { expect, test } from 'vitest'
import { assemble, pauseBetween, trimSilence } from './assemble.ts'
import { pauses } from './settings.ts'

const rate = 1000
const tone = (length: number) => Float32Array.from({ length }, (_, i) => (i % 2 ? 0.5 : -0.5))
const place = (
  elementId: string,
  kind: 'paragraph' | 'heading' | 'list' | 'title' = 'paragraph',
  line = 0,
) => ({
  elementId,
  kind,
  line,
})

test('silence around a sentence goes, but for a breath, and the cuts fade', () => {
  const padded = new Float32Array(700)
  padded.set(tone(100), 300)
  const trimmed = trimSilence(padded, rate)
  expect(trimmed.length).toBe(20 + 100 + 59)
  expect(trimmed[0]).toBeCloseTo(0)
  expect(trimmed.at(-1)).toBeCloseTo(0)
  expect(padded[300]).toBe(-0.5)
})

test('pauses grow from sentence to paragraph to heading', () => {
  expect(pauseBetween(undefined, place('t', 'title'))).toBe(pauses.start)
  expect(pauseBetween(place('t', 'title'), place('p'))).toBe(pauses.afterHeading)
  expect(pauseBetween(place('p'), place('p'))).toBe(pauses.sentence)
  expect(pauseBetween(place('l', 'list', 0), place('l', 'list', 1))).toBe(pauses.line)
  expect(pauseBetween(place('p'), place('q'))).toBe(pauses.element)
  expect(pauseBetween(place('q'), place('h', 'heading'))).toBe(pauses.beforeHeading)
  expect(pauseBetween(place('h', 'heading'), place('q'))).toBe(pauses.afterHeading)
})

test('times say where each sentence lies in the samples', () => {
  const { samples, times, durationMs } = assemble([place('a'), place('a')], [tone(500), tone(250)], rate)
  const second = pauses.start + 500 + pauses.sentence
  expect(times).toEqual([
    { startMs: pauses.start, endMs: pauses.start + 500 },
    { startMs: second, endMs: second + 250 },
  ])
  expect(durationMs).toBe(second + 250 + pauses.end)
  expect(samples.length).toBe(durationMs)
  expect(samples[second]).toBe(-0.5)
  expect(samples[second - 1]).toBe(0)
})
