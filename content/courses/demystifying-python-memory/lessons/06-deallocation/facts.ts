/** What this lesson shows of the allocator, computed when it is compiled. */
import { shown } from '#components/lesson/figures/address.ts'
import { poolAt, sizeClassOf } from '#components/lesson/figures/engine.ts'
import { mustAccept } from '#content/quiz-answer.ts'
import { lastAddress, walk } from '#lib/domain/exercise/walk.ts'
import { debugExtraBytes } from '#simulator/index.ts'
import quiz from './quiz.json' with { type: 'json' }

/** Ten blocks of 64 bytes, of which the second, the fifth and the eighth are freed. */
const ten = 'm 1..10 64'
const frees = ['f 2', 'f 5', 'f 8']
const address = (id: number) => lastAddress(walk([`m 1..${id} 64`]))
export const freed = [2, 5, 8].map(address)
export const chain = [
  { after: 'ten requests', heap: walk([ten]).heap },
  ...freed.map((at, index) => ({
    after: `free(${at})`,
    heap: walk([ten, ...frees.slice(0, index + 1)]).heap,
  })),
]
export const pool = walk([ten]).heap.pools()[0]?.address
if (pool === undefined) throw new Error('ten blocks lie in a pool')
/** What the next requests get, the first one first. */
export const handedOut = [11, 12, 13, 14].map((id) => lastAddress(walk([ten, ...frees, `m 11..${id} 64`])))
if (handedOut.slice(0, 3).join() !== freed.toReversed().join())
  throw new Error('the lesson says that blocks come back in reverse')

/** Three full pools of the 512-byte class: P0 has the blocks 1 to 31, P1 those to 62, P2 those to 93. */
const full = 'm 1..93 512'
const pools = walk([full]).heap.pools()
export const names = Object.fromEntries(pools.map((each, index) => [shown(each.address), `P${index}`]))
if (pools.length !== 3 || pools.some(({ state }) => state !== 'full'))
  throw new Error('the lesson begins with three full pools')
export const largest = sizeClassOf(walk([full]).heap.profile, 512)
const steps = [
  { after: 'free a block of P0', line: 'f 1' },
  { after: 'free a block of P2', line: 'f 63' },
  { after: 'free a second block of P0', line: 'f 2' },
  { after: 'free a block of P1', line: 'f 32' },
  { after: 'free all the others of P1', line: 'f 33..62' },
]
const until = (count: number) => walk([full, ...steps.slice(0, count).map(({ line }) => line)]).heap
export const rings = steps.map(({ after }, index) => ({
  after: `${index + 1}. ${after}`,
  heap: until(index + 1),
}))
/** The ring after so many of the steps, by the names of its pools. */
export const ringAfter = (count: number) =>
  until(count)
    .ring(largest)
    .map((at) => names[shown(at)])
    .join(', ')
if (ringAfter(2) !== 'P2, P0' || ringAfter(3) !== ringAfter(2) || ringAfter(4) !== 'P1, P2, P0')
  throw new Error('the lesson says that only a pool that was full moves')
if (poolAt(until(5), pools[1]?.address ?? 0).state !== 'empty') throw new Error('the lesson empties P1')
/** Where the next block comes from after the third step: P2, the pool at the front. */
export const nextAfterThird = lastAddress(walk([full, 'f 1', 'f 63', 'f 2', 'm 94 512']))

const bothEmptied = walk([full, 'f 1..31', 'f 63..93', 'm 94 100']).heap
if (poolAt(bothEmptied, pools[2]?.address ?? 0).state !== 'used')
  throw new Error('the lesson says that the pool emptied last is used first')

export const hookBytes = debugExtraBytes(walk([full]).heap.profile)

mustAccept(quiz, 'second-from-now', lastAddress(walk(['m 1..4 64', 'f 3', 'f 1', 'f 2', 'm 5..6 64'])))
const ordered = walk([full, 'f 32', 'f 1', 'f 63']).heap.ring(largest)
if (ordered.map((at) => names[shown(at)]).join() !== 'P2,P0,P1')
  throw new Error('the quiz asks for P2, P0, P1')

export const chainPlay = [ten, ...frees]
export const ringsPlay = [full, ...steps.map(({ line }) => line)]
