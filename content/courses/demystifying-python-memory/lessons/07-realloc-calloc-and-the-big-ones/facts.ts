/** What this lesson shows of the allocator, computed when it is compiled. */
import { createAllocator, type Pointer } from '#simulator/index.ts'

export interface Step {
  from: number
  to: number
  before: Pointer
  after: Pointer
}

const { profile } = createAllocator()
export const threshold = profile.SMALL_REQUEST_THRESHOLD

/** One realloc on a fresh allocator. */
function realloc(from: number, to: number): Step {
  const heap = createAllocator()
  const before = heap.malloc(from).pointer
  return { from, to, before, after: heap.realloc(before, to).pointer }
}
const stays = (from: number, to: number) => {
  const { before, after } = realloc(from, to)
  return before === after
}

/** The smallest size to which a block of `from` bytes shrinks in place. */
export function smallest(from: number): number {
  for (let to = 1; to <= from; to++) if (stays(from, to)) return to
  throw new Error(`${from} bytes do not even keep their own size`)
}

export const steps = [
  [100, 112],
  [112, 113],
  [112, 85],
  [112, 84],
  [512, 385],
  [512, 384],
].map(([from = 0, to = 0]) => realloc(from, to))

/** Bytes of a list's array as `list_resize()` computes them since 3.9, when `items` no longer fit. */
const arrayFor = (items: number) => 8 * Math.floor((items + Math.floor(items / 8) + 6) / 4) * 4

/** The array of a list that grows by appends, from its first item to past the gate. */
export const growth: Step[] = []
const heap = createAllocator()
let size = arrayFor(1)
export const firstArray = size
let array = heap.malloc(size).pointer
while (size < 736) {
  const to = arrayFor(size / 8 + 1)
  const after = heap.realloc(array, to).pointer
  growth.push({ from: size, to, before: array, after })
  size = to
  array = after
}
export const lastInPymalloc = growth.findLast(({ before }) => typeof before === 'number')?.from ?? 0
export const itemsInPymalloc = lastInPymalloc / 8

/** The same list, cut down to five items. */
export const cut = arrayFor(5)
const kept = heap.realloc(array, cut).pointer
if (typeof kept !== 'string') throw new Error('the lesson says that the array stays with libc')

const zeroed = createAllocator()
if (typeof zeroed.calloc(3, 171).pointer !== 'string' || typeof zeroed.calloc(4, 128).pointer !== 'number')
  throw new Error('the lesson says that the product decides')
