import { expect, test } from 'vitest'
import { timedSentences, timestamp, toPlainText, toWebVtt } from './transcript.ts'

const sentence = (id: string, elementId: string, text: string, line = 0) => ({
  id,
  elementId,
  kind: 'paragraph',
  text,
  line,
})
const script = [
  sentence('h-s1', 'h', 'Four layers'),
  sentence('p-s1', 'p', 'Is a < b && c --> d?'),
  sentence('p-s2', 'p', 'Yes.'),
  sentence('l-s1', 'l', 'First.'),
  sentence('l-s2', 'l', 'Second.', 1),
]
const timings = [
  { id: 'h-s1', startMs: 300, endMs: 1200 },
  { id: 'p-s1', startMs: 1900, endMs: 59_999 },
  { id: 'p-s2', startMs: 60_000, endMs: 3_661_001 },
  { id: 'gone-s1', startMs: 3_661_500, endMs: 3_662_000 },
]

test('a sentence that was never spoken has no cue, and neither has a recording whose sentence is gone', () => {
  expect(timedSentences(script, timings).map(({ id }) => id)).toEqual(['h-s1', 'p-s1', 'p-s2'])
})

test('cues carry ids, times and escaped text', () => {
  expect(toWebVtt(timedSentences(script, timings))).toBe(
    [
      'WEBVTT',
      '',
      'h-s1',
      '00:00:00.300 --> 00:00:01.200',
      'Four layers',
      '',
      'p-s1',
      '00:00:01.900 --> 00:00:59.999',
      'Is a &lt; b &amp;&amp; c --&gt; d?',
      '',
      'p-s2',
      '00:01:00.000 --> 01:01:01.001',
      'Yes.',
      '',
    ].join('\n'),
  )
})

test('sentences of one paragraph stand in one paragraph, items of a list apart', () => {
  expect(toPlainText(script)).toBe('Four layers\n\nIs a < b && c --> d? Yes.\n\nFirst.\n\nSecond.\n')
})

test('ten hours are ten hours', () => {
  expect(timestamp(36_000_000)).toBe('10:00:00.000')
})
