/**
 * The bytes of one block under Python's debug hooks (`PYTHONMALLOC=debug`), with damage behind the data: a model of memory's
 * contents, which the engine does not keep. The layout is that of `_PyMem_DebugRawAlloc()`; specification, section 10.
 */
import { type Panel, seededRandom } from './model.ts'

export interface DumpParameters {
  seed: number
  /** What was asked for. */
  bytes: number
  /** Bytes that were written behind the end of the data. */
  overrun: number
}

const GUARD = 0xfd
const SIZE_BYTES = 8

/** Size (big-endian), id `o`, seven guard bytes, the data, eight guard bytes; the first of them overwritten. */
export function dumpBytes({ seed, bytes, overrun }: DumpParameters): number[] {
  const random = seededRandom(seed)
  const size = Array.from({ length: SIZE_BYTES }, (_, i) =>
    i < 4 ? 0 : (bytes >>> (8 * (SIZE_BYTES - 1 - i))) & 0xff,
  )
  // The data look like text, as data that overrun often are.
  const text = Array.from({ length: bytes + overrun }, () => 0x61 + Math.floor(random() * 26))
  const behind = Array.from({ length: SIZE_BYTES - overrun }, () => GUARD)
  return [...size, 'o'.charCodeAt(0), ...Array.from({ length: 7 }, () => GUARD), ...text, ...behind]
}

export const dumpPanels = (p: DumpParameters): Panel[] => [
  {
    id: 'dump',
    title: 'The block, from p to the last guard byte (a model of its contents)',
    body: { kind: 'bytes', bytes: dumpBytes(p) },
  },
]

/** Offset of the first damaged byte, and how many are damaged. */
export const dumpTruth = (p: DumpParameters) => ({ offset: 2 * SIZE_BYTES + p.bytes, length: p.overrun })
