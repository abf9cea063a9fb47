/** What this lesson shows of the allocator, computed when it is compiled. */
import type { Allocator } from '#simulator/index.ts'
import { arenasAfter, bytes, freeBlocks, fullArenas, fullArenasPlay, written } from '../../full-arenas.ts'

interface State {
  after: string
  heap: Allocator
}

const served = arenasAfter([2, 0, 0]).heap
served.malloc(16)

/** Three full arenas, some of their pools emptied, and then one taken. */
export const states: State[] = [
  { after: 'Three arenas, all full', heap: arenasAfter([]).heap },
  { after: 'A pool of arena 2 is emptied', heap: arenasAfter([2]).heap },
  { after: 'A pool of arena 0 is emptied', heap: arenasAfter([2, 0]).heap },
  { after: 'Another one of arena 0', heap: arenasAfter([2, 0, 0]).heap },
  { after: 'A request for 16 bytes takes a pool', heap: served },
]
const expected = ['', '2(1)', '0(1) 2(1)', '2(1) 0(2)', '0(2)']
for (const [index, { after, heap }] of states.entries())
  if (written(heap) !== expected[index]) throw new Error(`"${after}": the list is ${written(heap)}`)

/** A full arena of which one block in each pool survives. */
const pinned = fullArenas(1)
for (const pool of pinned.pools()) freeBlocks(pinned, pool, 1)
const [arena] = pinned.arenas()
if (!arena || arena.usable) throw new Error('the lesson says that the arena is on no list')
export const survivors = pinned.counters().allocatedBlocks
export const survivingShare = Math.round((100 * survivors * bytes) / pinned.profile.ARENA_SIZE)

/**
 * A model, not the allocator: arenas as counts of pools in use. From a peak at which all are in use, pools die at random
 * until `stay` of them are left; then for each that dies one is taken, from the arena that the policy prefers.
 */
function arenasHeld(
  arenas: number,
  pools: number,
  stay: number,
  turns: number,
  prefer: 'full' | 'empty',
): number {
  const used = Array.from({ length: arenas }, () => pools)
  const places = Array.from({ length: arenas * pools }, (_, place) => Math.floor(place / pools))
  let seed = 1
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const die = () => {
    const at = random(places.length)
    const arena = places[at] ?? 0
    places[at] = places[places.length - 1] ?? 0
    places.pop()
    used[arena] = (used[arena] ?? 0) - 1
  }
  const take = () => {
    const sign = prefer === 'full' ? -1 : 1
    const [chosen = 0] = used
      .map((_, index) => index)
      .filter((index) => (used[index] ?? 0) > 0 && (used[index] ?? 0) < pools)
      .sort((a, b) => sign * ((used[a] ?? 0) - (used[b] ?? 0)))
    used[chosen] = (used[chosen] ?? 0) + 1
    places.push(chosen)
  }
  while (places.length > stay) die()
  for (let turn = 0; turn < turns; turn++) {
    die()
    take()
  }
  return used.filter((count) => count > 0).length
}

export const model = { arenas: 40, pools: 63, share: 30, turns: 20_000 }
const left = Math.round((model.arenas * model.pools * model.share) / 100)
export const heldFullestFirst = arenasHeld(model.arenas, model.pools, left, model.turns, 'full')
export const heldEmptiestFirst = arenasHeld(model.arenas, model.pools, left, model.turns, 'empty')
export const fewest = Math.ceil(left / model.pools)

/** The answer that the quiz accepts. */
const asked = arenasAfter([0, 1, 1]).heap
if (asked.malloc(16).pointer !== 0x2000_0000_4030) throw new Error('the quiz accepts 0x4030')

/** The same as a play. */
export const play = [...fullArenasPlay(3), 'e 2 1', 'e 0 1', 'e 0 1', 'm 100001 16']
