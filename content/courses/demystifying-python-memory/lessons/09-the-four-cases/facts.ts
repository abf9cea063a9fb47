/** What this lesson shows of the allocator, computed when it is compiled. */
import { type Allocator, createAllocator } from '#simulator/index.ts'
import { measured } from '../../evidence/index.ts'
import {
  arenasAfter,
  bytes,
  caseOf,
  emptyPool,
  fullArenas,
  fullArenasPlay,
  listOf,
  written,
} from '../../full-arenas.ts'

export const of = 'usable-arenas-search'
export const sizes = [1000, 2000, 4000, 8000]
export const seconds = (name: string) => measured(of, name).toFixed(2)
/** How much longer the worst order takes when there are twice as many arenas, from the third size to the fourth. */
export const growth = (version: string) =>
  (measured(of, `worst8000${version}`) / measured(of, `worst4000${version}`)).toFixed(1)

export const fingers = createAllocator().nfp2lasta().length

const words = ['', 'A pool', 'Another pool', 'A third pool', 'A fourth pool']
const told = (emptied: number[]) => {
  const arena = emptied.at(-1)
  return `${words[emptied.filter((other) => other === arena).length]} of arena ${arena}`
}

/** The trace of the specification (§6.4), which real CPython 3.11 was seen to do. */
const trace = [2, 0, 0, 2, 2]
export const walk = trace.map((_, index) => {
  const emptied = trace.slice(0, index + 1)
  return { after: told(emptied), ...arenasAfter(emptied) }
})
const expected = ['2(1) by 2', '0(1) 2(1) by 2', '2(1) 0(2) by 3', '2(2) 0(2) by 4', '0(2) 2(3) by 3']
for (const [index, { heap, kind }] of walk.entries())
  if (`${written(heap)} by ${kind}` !== expected[index])
    throw new Error(`step ${index + 1} of the walk: ${written(heap)} by case ${kind}`)

/** The same three arenas, drained one after another. */
const order = [2, 0, 0, 2, 2, 1, 1, 1, 1]
export const pools = arenasAfter([]).heap.arenas()[0]?.ntotalpools ?? 0
export const drained = [0, 2, 1].map((_, index, arenas) => {
  const all = arenas.slice(0, index + 1).flatMap((arena) => {
    const already = order.filter((other) => other === arena).length
    return Array.from({ length: pools - already }, () => arena)
  })
  return { after: `Arena ${arenas[index]} is drained`, ...arenasAfter([...order, ...all]) }
})
export const drain = [{ after: 'Nine pools are empty', ...arenasAfter(order), kind: null }, ...drained]
const ends = ['0(2) 2(3) 1(4)', `2(3) 1(4) 0(${pools})`, `1(4) 0(${pools})`, `0(${pools})`]
for (const [index, { heap }] of drain.entries())
  if (written(heap) !== ends[index]) throw new Error(`after "${drain[index]?.after}": ${written(heap)}`)
const cases = drained.map(({ kind }) => kind)
if (`${cases}` !== '4,1,1') throw new Error(`the drained arenas ended by cases ${cases}`)

/** Two arenas, one pool of each still in use: the left one goes back although no arena is wholly free. */
const two = fullArenas(2)
for (let pool = 1; pool < pools; pool++) for (const arena of [0, 1]) emptyPool(two, arena)
const [[left = -1] = []] = listOf(two)
if (caseOf(emptyPool(two, left)) !== 1) throw new Error('the lesson says that any neighbour will do')

/** Arenas taken when every pool is full and one more block is made and dropped `rounds` times. */
export const rounds = 1000
function taken(profile: '3.8' | '3.9'): number {
  const heap: Allocator = fullArenas(1, { profile })
  for (let round = 0; round < rounds; round++) heap.free(heap.malloc(bytes).pointer)
  return heap.counters().ntimes_arena_allocated
}
export const takenOn38 = taken('3.8')
export const takenOn39 = taken('3.9')

export const walkPlay = [...fullArenasPlay(3), ...trace.map((arena) => `e ${arena} 1`)]
export const drainPlay = [
  ...fullArenasPlay(3),
  ...order.map((arena) => `e ${arena} 1`),
  ...[0, 2, 1].map((arena) => `e ${arena} ${pools - order.filter((other) => other === arena).length}`),
]
