/** A burst, its survivors, and their copies, on the simulator: what this lesson draws, computed when it is compiled. */
import { arenaPictures } from '#components/allocator/heap-picture.ts'
import { sizeClassOf } from '#components/lesson/figures/engine.ts'
import { blocksPerPool, createAllocator, type Pointer } from '#simulator/index.ts'
import { measured, written } from '../../evidence/index.ts'

export const bytes = 48
export const burst = 200_000
export const keepOneIn = 100

const heap = createAllocator({ events: false })
export const perPool = blocksPerPool(heap.profile, sizeClassOf(heap.profile, bytes))
export const perPoolOf16 = blocksPerPool(heap.profile, 0)
/** On 3.9, whose pools are a quarter as large. */
export const perPoolOf16On39 = blocksPerPool(createAllocator({ profile: '3.9' }).profile, 0)

function look(title: string) {
  const { arenasCurrent, allocatedBytes, arenaBytes } = heap.stats()
  return {
    title,
    arenas: arenaPictures(heap),
    count: arenasCurrent,
    pinned: heap.pools().filter((pool) => pool.state !== 'empty').length,
    live: heap.counters().allocatedBlocks,
    inUse: (100 * allocatedBytes) / arenaBytes,
    usable: heap.usableArenas().map((index) => ({
      index,
      free: heap.arenas().find((arena) => arena.index === index)?.nfreepools ?? 0,
    })),
  }
}
export type Stage = ReturnType<typeof look>

const allocate = (count: number): Pointer[] => Array.from({ length: count }, () => heap.malloc(bytes).pointer)
const free = (pointers: Pointer[]) => {
  for (const pointer of pointers) heap.free(pointer)
}

const all = allocate(burst)
const height = look('At the height of the burst')
free(all.filter((_, index) => index % keepOneIn !== 0))
const over = look('The burst is over')
if (heap.pools().some((pool) => pool.count > 0 && pool.count !== 3 && pool.count !== 4))
  throw new Error('the figure says that each pool keeps three or four blocks')

// The same burst once more, into the holes; then its blocks go again.
const again = allocate(burst - burst / keepOneIn)
export const arenasAgain = heap.stats().arenasCurrent
free(again)

const survivors = all.filter((_, index) => index % keepOneIn === 0)
const copies = allocate(survivors.length)
free(survivors)
const copied = look('The survivors are copied')
if (copies.length !== copied.live) throw new Error('the lesson says that as many live on as before')

export const stages = [height, over, copied] as const

/** How `usable_arenas` is written in this course: arena(free pools), from the head. */
export const usableOf = ({ usable }: Stage) =>
  usable.map(({ index, free }) => `${index}(${free})`).join(' → ')

const m = (value: string) => measured('fragmentation', value)
export const timesAsLarge = Math.round(m('rssSurvivors') / m('rssStart'))
/** What went at once: the array of references, which libc maps on its own. */
export const listInMiB = Math.round(m('rssBurst') - m('rssSurvivors'))
if (m('arenasSurvivors') !== m('arenasBurst')) throw new Error('the lesson says that not one arena went home')
if (m('arenasSurvivorsOn39') !== m('arenasBurstOn39')) throw new Error('nor on 3.9')

export const w = (value: string, digits?: number) => written('fragmentation', value, digits)

/** The stages as a play; the burst into the holes, which is told in the text, is in it. */
export const play = [
  `m 1..${burst} ${bytes}`,
  `f 1..${burst} except 1..${burst}/${keepOneIn}`,
  `m ${burst + 1}..${burst + burst / keepOneIn} ${bytes}`,
  `f 1..${burst}/${keepOneIn}`,
]
