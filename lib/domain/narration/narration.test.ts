import { expect, test } from 'vitest'
import { narrationOf } from './narration.ts'
import { cardinal, ordinal, year } from './number-words.ts'
import { pronouncer } from './pronounce.ts'
import { sentencesOf } from './sentences.ts'

const list = [
  { written: 'usable_arenas', spoken: 'usable arenas' },
  { written: 'nfp2lasta', spoken: 'N F P two last A' },
  { written: 'mmap', spoken: 'em-map' },
  { written: 'USS', spoken: 'U S S' },
  { written: 'tracemalloc', spoken: 'trace-malloc' },
  { written: 'a[:5]', spoken: 'a up to five' },
]
const say = pronouncer(list)

test.each([
  ['what the list knows', 'usable_arenas, mmap and USS', 'Usable arenas, em-map and U S S'],
  [
    'a listed word within a name',
    'nfp2lasta[k] and tracemalloc.start(10)',
    'N F P two last A of k and trace-malloc dot start of ten',
  ],
  ['nothing listed within another word', 'mmapped', 'Mmapped'],
  ['a listed expression', 'Take a[:5] of it.', 'Take a up to five of it.'],
  ['addresses', 'at 0x4030, then 0x7c30.', 'At hex four zero three zero, then hex seven C three zero.'],
  [
    'sizes',
    '1 MiB, 16 KiB, 2.5 GiB and 30 %',
    'One mebibyte, sixteen kibibytes, two point five gibibytes and thirty percent',
  ],
  [
    'numbers',
    '16,384 of 1,048,576',
    'Sixteen thousand three hundred eighty-four of one million forty-eight thousand five hundred seventy-six',
  ],
  [
    'versions',
    'From 3.9 to 3.13, and 3.14.5.',
    'From three nine to three thirteen, and three fourteen point five.',
  ],
  [
    'numbers that look like versions',
    '3.12 seconds, 3.5-fold, 3.8 MiB',
    'Three point one two seconds, three point five-fold, three point eight mebibytes',
  ],
  ['years and places', 'in 2019, the 31st', 'In twenty nineteen, the thirty-first'],
  ['times of day', '03:00, 02:05 and 1:59', "Three o'clock, two oh five and one fifty-nine"],
  ['names', '__init__, max_requests, P0', 'Dunder init, max requests, P zero'],
  ['calls', 'gc.collect() and malloc(512)', 'Gc dot collect and malloc of five hundred twelve'],
  [
    'options and settings',
    '--native, -X dev, MALLOC_ARENA_MAX=2',
    'Dash dash native, dash X dev, MALLOC ARENA MAX equals two',
  ],
  ['a hyphen within a word', '64-bit copy-on-write', 'Sixty-four-bit copy-on-write'],
  ['operators', '(n - 1) >> 4, a -> b', '(n minus one) shifted right by four, a to b'],
  ['tickets', 'bpo-37029', 'B P O three seven zero two nine'],
  ['typography', 'a\u00a0b — “c” … it’s', 'A b, "c" it\'s'],
])('says %s', (_, written, spoken) => expect(say(written)).toBe(spoken))

test('says any number', () => {
  expect([0, 13, 20, 99, 100, 1021, 117_486, 2_000_000].map(cardinal)).toEqual([
    'zero',
    'thirteen',
    'twenty',
    'ninety-nine',
    'one hundred',
    'one thousand twenty-one',
    'one hundred seventeen thousand four hundred eighty-six',
    'two million',
  ])
  expect([1, 12, 20, 43].map(ordinal)).toEqual(['first', 'twelfth', 'twentieth', 'forty-third'])
  expect([1999, 2005, 2026].map(year)).toEqual([
    'nineteen ninety-nine',
    'two thousand five',
    'twenty twenty-six',
  ])
})

test.each([
  [
    'names and versions do not end one',
    'In 3.13. sys.getsizeof says so. nfreepools counts.',
    ['In 3.13.', 'sys.getsizeof says so.', 'nfreepools counts.'],
  ],
  ['closing marks stay with it', 'It says "no." (Or not!) So?', ['It says "no."', '(Or not!)', 'So?']],
  ['abbreviations do not end one', 'Tools, e.g. memray, see.', ['Tools, e.g. memray, see.']],
  ['a line ends one', 'Predict\nWho serves it?', ['Predict', 'Who serves it?']],
  ['nothing is none', ' \n', []],
])('sentences: %s', (_, text, sentences) => expect(sentencesOf(text)).toEqual(sentences))

test('a script names element, line and place of each sentence', () => {
  const lesson = {
    title: 'Pools',
    blocks: [
      { id: 'd-1', kind: 'predict', spoken: 'Predict\nWho? It is 0x10.' },
      { id: 'q-1', kind: 'quiz', spoken: '' },
    ],
  }
  const sentences = narrationOf(lesson, [])
  expect(sentences.map(({ id, line, kind }) => [id, line, kind])).toEqual([
    ['lesson-title-s1', 0, 'title'],
    ['d-1-s1', 0, 'predict'],
    ['d-1-s2', 1, 'predict'],
    ['d-1-s3', 1, 'predict'],
  ])
  expect(sentences.at(-1)).toMatchObject({
    elementId: 'd-1',
    text: 'It is 0x10.',
    spoken: 'It is hex one zero.',
    words: 3,
  })
})
