/** What this lesson reads and computes from recorded outputs when it is compiled. */
import { mustAccept } from '#content/quiz-answer.ts'
import { createAllocator, debugExtraBytes } from '#simulator/index.ts'
import { measured, raw, written } from '../../evidence/index.ts'
import quiz from './quiz.json' with { type: 'json' }

export const m = (value: string, digits = 0) => written('memray', value, digits)
export const s = (value: string, digits = 0) => written('scalene', value, digits)

const MIB = 2 ** 20

/** The `[, bytes, calls]` of a row of memray's recorded table, plain, of what was never freed. */
function neverFreed(allocator: string, line: number): [bytes: number, calls: number] {
  const table = raw('memray', 'plain.3.11.txt', { from: 'never freed' })
  const row = new RegExp(`(\\d+) bytes +(\\d+) x +${allocator} +burst service.py:${line}$`, 'm').exec(table)
  if (!row) throw new RangeError(`memray's table has no row ${allocator} of line ${line}`)
  return [Number(row[1]), Number(row[2])]
}
const [testBytes, testCalls] = neverFreed('MMAP', 13)
const [loopBytes, loopCalls] = neverFreed('MMAP', 11)
const [appendBytes, appendCalls] = neverFreed('REALLOC', 12)
export const mmaps = Number(/MMAP: (\d+)/.exec(raw('memray', 'plain.3.11.txt'))?.[1])
export const testMib = testBytes / MIB
export const appendArenas = mmaps - testCalls - loopCalls
export const otherBytes = (appendBytes - appendArenas * MIB).toLocaleString('en')
if (testBytes !== testCalls * MIB || loopBytes !== loopCalls * MIB)
  throw new Error('the lesson says that an mmap is an arena')
if (appendCalls !== appendArenas + 1 || appendBytes - appendArenas * MIB !== 64 * 48)
  throw new Error('the lesson says that the row holds arenas, and their table of 64 records of 48 bytes')
if (measured('memray', 'tracedLeakedInBurst') !== 0)
  throw new Error('the lesson says that nothing of it is a leak')

const traced = raw('memray', 'traced.3.11.txt', { from: 'never freed' })
export const [, tracedBytes = '', tracedCalls = ''] = /: (\d+) bytes in (\d+) alloc/.exec(traced) ?? []
export const kept = /(\d+) bytes +(\d+) x +PYMALLOC_MALLOC +remember/.exec(traced)?.[2]

/** The recorded bytes around a block of 20, as rows of the figure. */
const dump = raw('debug-hooks', 'dump.3.11.txt', { from: 'after writing', to: 'p +24' })
const bytes = dump
  .split('\n')
  .slice(1)
  .flatMap((line) => line.replace(/^ +p *[+-]\d+ +/, '').split(' '))
export const asked = Number.parseInt(bytes.slice(0, 8).join(''), 16)
export const rows = [
  { at: 'p − 16', bytes: bytes.slice(0, 8), what: `how much was asked for: ${asked}`, kind: 'note' },
  { at: 'p − 8', bytes: bytes.slice(8, 9), what: 'the letter o, for PyObject_Malloc', kind: 'note' },
  { at: 'p − 7', bytes: bytes.slice(9, 16), what: 'guard', kind: 'guard' },
  { at: 'p', bytes: bytes.slice(16, 16 + asked), what: 'yours', kind: 'data' },
  { at: `p + ${asked}`, bytes: bytes.slice(16 + asked, 24 + asked), what: 'guard', kind: 'guard' },
] as const
if (rows.some((row) => row.kind === 'guard' && row.bytes.some((byte) => byte !== 'fd')))
  throw new Error('the lesson says that the guards are whole')
if (String.fromCharCode(Number.parseInt(bytes[8] ?? '', 16)) !== 'o') throw new Error('the id is an o')
export const around = debugExtraBytes(createAllocator().profile)
mustAccept(quiz, 'guard-address', `0x${(0x4040 + asked).toString(16)}`)
