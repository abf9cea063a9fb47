/**
 * Random traces that reach every branch: phases that grow and shrink the heap in different orders, with sizes at the edges
 * of classes, so that pools fill and empty, arenas are released and taken again, and the vector of arenas grows.
 */
import { CALLOC, FREE, MALLOC, type PackedTrace, REALLOC, STATS } from '#simulator/index.ts'

/** Mulberry32: a small generator whose whole state is one 32-bit word. Returns whole numbers below its argument. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

type FreeOrder = 'random' | 'newest' | 'oldest' | 'run'

interface Phase {
  readonly steps: number
  /** In a hundred: how many steps allocate, and how many of the rest resize. */
  readonly allocate: number
  readonly resize: number
  readonly order: FreeOrder
  readonly size: () => number
}

/**
 * The same trace for the same seed; `length` operations, statistics now and then and at the end.
 * @param largest the largest small request: SMALL_REQUEST_THRESHOLD.
 */
export function randomTrace(seed: number, length: number, largest = 512): PackedTrace {
  const pick = randomNumbers(seed)
  const kinds = new Uint8Array(length)
  const ids = new Int32Array(length)
  const bytes = new Float64Array(length)
  /** Live ids by age, the oldest first. */
  const live: number[] = []
  let nextId = 0
  const next = pick(4) === 0 ? sawtooth(pick) : newPhase
  let phase = next(pick, length, 0)
  let left = phase.steps
  for (let i = 0; i < length; i++) {
    if (left-- === 0) {
      phase = next(pick, length, live.length)
      left = phase.steps
    }
    const roll = pick(100)
    const last = i === length - 1
    if (last || pick(20_000) === 0) {
      kinds[i] = STATS
    } else if (live.length === 0 || roll < phase.allocate) {
      kinds[i] = pick(8) === 0 ? CALLOC : MALLOC
      ids[i] = nextId
      bytes[i] = Math.floor((phase.size() * largest) / 512)
      live.push(nextId++)
    } else if (roll < phase.allocate + phase.resize) {
      kinds[i] = REALLOC
      ids[i] = live[pick(live.length)] as number
      bytes[i] = Math.floor((phase.size() * largest) / 512)
    } else {
      kinds[i] = FREE
      ids[i] = takeVictim(live, phase.order, pick)
    }
  }
  return { length, kinds, ids, bytes }
}

function newPhase(pick: (below: number) => number, length: number, live: number): Phase {
  const orders = ['random', 'newest', 'oldest', 'run'] as const
  const order = orders[pick(orders.length)] ?? 'random'
  const resize = pick(3) === 0 ? pick(20) : 0
  const steps = 1 + pick(Math.max(2, Math.floor(length / 4)))
  switch (pick(5)) {
    case 0:
      return { steps, allocate: pick(45), resize, order, size: sizes(pick) }
    case 1:
    case 2:
      // Nearly nothing but frees: pools and arenas become empty.
      return { steps: Math.max(steps, live), allocate: pick(4), resize: 0, order, size: sizes(pick) }
    default:
      return { steps, allocate: 60 + pick(40), resize, order, size: sizes(pick) }
  }
}

/** Arenas' worth of large blocks up and down again: arenas are given back and taken again all the time. */
function sawtooth(pick: (below: number) => number): typeof newPhase {
  const orders = ['newest', 'oldest', 'run'] as const
  const order = orders[pick(orders.length)] ?? 'newest'
  const smallest = 513 - 16 * (1 + pick(8))
  const size = () => smallest + pick(513 - smallest)
  let grows = false
  return () => {
    grows = !grows
    return { steps: 2000 + pick(6000), allocate: grows ? 98 : 2, resize: 0, order, size }
  }
}

function sizes(pick: (below: number) => number): () => number {
  const one = 1 + pick(512)
  const few = [one, 1 + pick(512), 512]
  const kinds: (() => number)[] = [
    () => one,
    () => 512 - pick(64),
    () => 512,
    () => few[pick(few.length)] ?? one,
    () => pick(560),
    () => 1 + pick(64),
    // The edges of the classes, and what the debug hooks make of them.
    () => Math.max(0, 16 * pick(36) + pick(3) - 1),
    () => (pick(10) === 0 ? pick(4096) : 16 * (1 + pick(32))),
  ]
  return kinds[pick(kinds.length)] ?? (() => one)
}

/** Takes an id out of the live ones; keeping their order where the order matters. */
function takeVictim(live: number[], order: FreeOrder, pick: (below: number) => number): number {
  const newest = live.length - 1
  if (order === 'newest' || newest === 0) return live.pop() as number
  // Order by age is kept only near the place: a splice in the middle of a long list would cost too much.
  const at =
    order === 'oldest'
      ? pick(Math.min(8, live.length))
      : order === 'run'
        ? runStart(live.length)
        : pick(live.length)
  const victim = live[at] as number
  live[at] = live[newest] as number
  live.pop()
  return victim
}

const runStart = (length: number) => length >> 1
