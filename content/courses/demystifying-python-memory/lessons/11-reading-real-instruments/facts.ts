/** The books of two heaps on the simulator, and the sums over recorded ones, computed when this lesson is compiled. */
import { createAllocator } from '#simulator/index.ts'
import { measured, raw, written } from '../../evidence/index.ts'

const burst = 200_000

const heap = createAllocator({ events: false })
const pointers = Array.from({ length: burst }, () => heap.malloc(48).pointer)
const height = heap.stats()
for (const [index, pointer] of pointers.entries()) if (index % 100 !== 0) heap.free(pointer)
const over = heap.stats()

export const heaps = [
  { title: 'at its height', stats: height },
  { title: 'when it is over', stats: over },
] as const
export const use = heaps.map(({ stats }) => ((100 * stats.allocatedBytes) / stats.totalBytes).toFixed(1))
export const headerBytes = heap.profile.POOL_OVERHEAD

// What the recorded report's own lines add up to.
const report = (value: string) => measured('mallocstats', value)
const unused = /^(\d+) unused pools \* (\d+) bytes/m.exec(raw('mallocstats', 'debugmallocstats.3.11.txt'))
const sum =
  report('allocated') +
  report('available') +
  Number(unused?.[1]) * Number(unused?.[2]) +
  report('headers') +
  report('quantization') +
  report('alignment')
if (sum !== report('arenas') * 2 ** 20) throw new Error('the lesson says that the lines add up to the arenas')
export const misaligned = report('alignment') / 2 ** 14

/** The row of the 80-byte class in the recorded report. */
const row = /^ +4 +80 +(\d+) +(\d+) +(\d+)$/m.exec(raw('mallocstats', 'debugmallocstats.3.11.txt'))
const grouped = (text: string | undefined) => Number(text).toLocaleString('en')
export const eighties = { pools: grouped(row?.[1]), inUse: grouped(row?.[2]), available: grouped(row?.[3]) }

export const f = (value: string, digits = 0) => written('fleet-books', value, digits)
