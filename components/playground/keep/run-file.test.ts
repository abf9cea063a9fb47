import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packTrace } from '#simulator/index.ts'
import { readRunFileHead, writeRunFile } from './run-file.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const setup = { profile: '32-bit', misalignment: 4096, debugHooks: true }

test('a run comes back from its file with its set-up, its program and the line of each operation', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(600), fc.nat(4)), { maxLength: 50 }),
      fc.string(),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      (requests, source, title) => {
        const trace = encode(requests.map(([bytes], id) => `m ${id} ${bytes}\n`).join(''))
        const sourceLines = Uint32Array.from(requests, ([, line]) => line)
        const bytes = writeRunFile({ title, setup, trace, source, sourceLines })
        expect(packTrace([bytes])).toEqual(packTrace([trace]))
        const head = readRunFileHead(bytes)
        expect(head.setup).toEqual(setup)
        expect(head.about.source).toBe(source)
        expect(head.about.sourceLines ?? new Uint32Array(requests.length)).toEqual(sourceLines)
      },
    ),
  )
})

test('the text of a run file, line by line', () => {
  const file = writeRunFile({
    title: 'Two\nlines',
    setup: { profile: '3.11', misalignment: 0, debugHooks: false },
    trace: encode('m 0 56\nr 0 80\nf 0\ns'),
    source: 'x = "a"\n',
    sourceLines: Uint32Array.of(1, 1, 2),
  })
  expect(new TextDecoder().decode(file)).toBe(
    '# title: Two lines\n# profile: 3.11\n# misalignment: 0\n# debug hooks: off\n# python: "x = \\"a\\"\\n"\n' +
      '# line 1\nm 0 56\nr 0 80\n# line 2\nf 0\n# line 0\ns',
  )
})

test('comments that make no sense are passed over', () => {
  const head = readRunFileHead(
    encode(
      '# profile: 2.7\n# misalignment: -1\n# python: {"a":1}\n# python: "torn\n#\n# line x\nm 0 1\n# title:  \nf 0',
    ),
  )
  expect(head).toEqual({ setup: {}, about: { sourceLines: new Uint32Array(2) } })
  expect(readRunFileHead(encode('m 0 1\n'))).toEqual({ setup: {}, about: {} })
})
