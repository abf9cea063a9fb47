/** What this lesson shows of two allocators in one process, and of recorded measurements, when it is compiled. */
import { shown } from '#components/lesson/figures/address.ts'
import { mustAccept } from '#content/quiz-answer.ts'
import { type Allocator, createAllocator } from '#simulator/index.ts'
import { measured, written } from '../../evidence/index.ts'
import quiz from './quiz.json' with { type: 'json' }

export const q = (value: string, digits = 0) => written('asyncio-queue', value, digits)
export const own = (value: string) => written('subinterpreters', value)

const queue = (value: string) => measured('asyncio-queue', value)
export const blocksEach = Math.round(queue('unboundedBlocks') / queue('unboundedWaiting'))
export const arrived = (queue('unboundedWaiting') + queue('unboundedServed')).toLocaleString('en')
if (queue('boundedBlocks') > 1000) throw new Error('the lesson says that a bound keeps the blocks low')

const sub = (value: string) => measured('subinterpreters', value)
if (sub('isolatedMain') !== 0 || sub('legacyMain') === 0) throw new Error('the lesson says whose arenas grow')
if (sub('isolatedMainBlocks') < 500_000)
  throw new Error('the lesson says that the count covers all interpreters')

/** Two interpreters, each with an allocator of its own, whose arenas lie apart. */
const a = createAllocator({ profile: '3.14' })
const b = createAllocator({ profile: '3.14', placement: { base: 0x2000_0000_0000 + 0x40_0000 } })
const bytes = 100
const take = (heap: Allocator): number => {
  const { pointer } = heap.malloc(bytes)
  if (typeof pointer !== 'number') throw new Error('pymalloc serves 100 bytes')
  return pointer
}
const inA = take(a)
const inB = take(b)
if (!a.addressInRange(inA) || b.addressInRange(inA) || !b.addressInRange(inB))
  throw new Error('the lesson says that each knows its own blocks alone')
export const steps = [
  { call: `A: malloc(${bytes})`, returned: shown(inA), told: ['From an arena of A’s.'] },
  { call: `B: malloc(${bytes})`, returned: shown(inB), told: ['From an arena of B’s.'] },
  {
    call: `A: is ${shown(inA)} in one of my arenas?`,
    returned: 'yes',
    told: ['Its free would put the block on its pool’s free list.'],
  },
  {
    call: `B: is ${shown(inA)} in one of my arenas?`,
    returned: 'no',
    told: ['Its free would hand the address to libc.'],
  },
]

mustAccept(quiz, 'most-blocks', String((200 + 8) * 30))
