/** What this lesson shows of the allocator, computed when it is compiled. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { mustAccept } from '#content/quiz-answer.ts'
import catalogue from '#content/traces/catalogue.json' with { type: 'json' }
import { lastAddress, walk } from '#lib/domain/exercise/walk.ts'
import {
  type AllocatorEvent,
  CALLOC,
  createAllocator,
  MALLOC,
  type Pointer,
  REALLOC,
  TraceReader,
} from '#simulator/index.ts'
import quiz from './quiz.json' with { type: 'json' }

/** One pool of the 512-byte class, from its first block to its last; the requests in between are told as one. */
const [first, second, between, last] = walk(['m 1 512', 'm 2 512', 'm 3..30 512', 'm 31 512']).steps
if (!first || !second || !between || !last) throw new Error('four lines are four steps')
const alike = walk(['m 1..2 512', 'm 3..30 512']).events
if (alike.includes('POOL_FULL') || !last.told.some((sentence) => sentence.includes('is full')))
  throw new Error('the lesson says that the 31st request is the first that fills the pool')
export const filling = [
  first,
  second,
  { ...between, told: ['The same again for each of them: one block goes, one untouched block follows.'] },
  last,
]

/** Three blocks that are freed in their order; what the pool is used for next. */
const emptied = ['m 1..3 256', 'f 1..3']
const again = [...emptied, 'm 4 256']
const other = [...again, 'f 4', 'm 5 100']
/** Sentences about arenas, which are the subject of other lessons. */
const ofArenas = /^(Case \d|Arena \d+ is wholly free|The (list of arenas|system) )/
export const reuse = walk(other)
  .steps.filter(({ call }) => call !== 'free(block 4)')
  .map((step) => ({ ...step, told: step.told.filter((sentence) => !ofArenas.test(sentence)) }))
export const sameClassAddress = lastAddress(walk(again))
export const otherClassAddress = lastAddress(walk(other))
const doors = walk(other).events
if (!doors.includes('POOL_REUSED_SAME_CLASS') || !doors.includes('POOL_REINIT'))
  throw new Error('the lesson shows both ways to use an emptied pool')

mustAccept(quiz, 'freed-backwards', lastAddress(walk(['m 1..3 256', 'f 3..1', 'm 4 256'])))

const slug = 'json-service'
const entry = catalogue.find((each) => each.slug === slug)
if (!entry) throw new Error(`there is no recording ${slug}`)

/** How often each kind of event happened in a recorded program, and how many requests it made. */
function countEvents(): { requests: number; counts: Map<AllocatorEvent['type'], number> } {
  const heap = createAllocator({ profile: '3.11', placement: { misalignment: entry?.arenaOffset ?? 0 } })
  const pointers = new Map<number, Pointer>()
  const counts = new Map<AllocatorEvent['type'], number>()
  let requests = 0
  const reader = new TraceReader((kind, id, bytes) => {
    const before = pointers.get(id) ?? null
    pointers.delete(id)
    if (kind !== MALLOC && kind !== CALLOC && kind !== REALLOC) {
      heap.free(before)
      return
    }
    const step =
      kind === MALLOC
        ? heap.malloc(bytes)
        : kind === CALLOC
          ? heap.calloc(1, bytes)
          : heap.realloc(before, bytes)
    pointers.set(id, step.pointer)
    requests++
    for (const { type } of step.events) counts.set(type, (counts.get(type) ?? 0) + 1)
  })
  reader.push(gunzipSync(readFileSync(join(process.cwd(), 'content/traces', entry?.trace ?? ''))))
  reader.end()
  return { requests, counts }
}

const { requests, counts } = countEvents()
export const recording = { requests: requests.toLocaleString('en'), python: entry.python }
/** How often an event happened in the recording. */
export const times = (type: AllocatorEvent['type']) => (counts.get(type) ?? 0).toLocaleString('en')
const pools = (['POOL_CARVED', 'POOL_REINIT', 'POOL_REUSED_SAME_CLASS'] as const).map(
  (type) => counts.get(type) ?? 0,
)
const hits = counts.get('HIT') ?? 0
/** One request in so many had to find a pool. */
export const oneIn = Math.round(
  (hits + pools.reduce((sum, n) => sum + n, 0)) / pools.reduce((sum, n) => sum + n, 0),
)

export const fillingPlay = ['m 1 512', 'm 2 512', 'm 3..30 512', 'm 31 512']
export const reusePlay = ['m 1 256', 'm 2 256', 'm 3 256', 'f 1', 'f 2', 'f 3', 'm 4 256', 'f 4', 'm 5 100']
