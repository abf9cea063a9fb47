import 'server-only'
import { createHash } from 'node:crypto'
import { createAllocator } from '#simulator/index.ts'

/** One of the 64 pools, as the site's arena mark draws it (components/allocator/cells.ts). */
export interface PatternPool {
  /** Never carved, emptied, partly used, wholly used. */
  state: 'virgin' | 'free' | 'used' | 'full'
  /** None for a virgin pool. */
  sizeClass?: number
  /** Live blocks as a part of all, 0 to 1, in eighths. */
  filled?: number
}

export interface ArenaPattern {
  /** 8 rows of 8, in the order of their addresses. */
  pools: PatternPool[]
  /** How many mallocs and frees made it. */
  requests: number
}

/** Numbers from 0 to 1, the same for the same seed on every machine (splitmix32). */
function numbersFrom(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

const poolsOfAnArena = 64

/**
 * The pattern of a certificate: what one arena of CPython's allocator looks like after requests that follow from the id. No
 * ornament: the engine of the course makes it, and whoever has the id can make it again.
 */
export function arenaPattern(id: string): ArenaPattern {
  const next = numbersFrom(id)
  const heap = createAllocator({ placement: { misalignment: 0 }, events: false })
  // A program's character: a handful of sizes, each with its share of the blocks that stay.
  const kinds = Array.from({ length: 7 }, () => ({
    bytes: 16 * (5 + Math.floor(next() * 28)),
    stays: 0.45 + next() * 0.55,
  }))
  const wantedPools = 46 + Math.floor(next() * 17)
  const live: number[] = []
  let requests = 0
  /** A part of the program ends: what it had asked for in a row goes back. */
  const end = (blocks: number) => {
    const first = Math.floor(next() * (live.length - blocks))
    for (const pointer of live.splice(first, blocks)) heap.free(pointer)
    requests += blocks
  }
  while ((heap.arenas()[0]?.carvedPools ?? 0) < wantedPools) {
    const kind = kinds[Math.floor(next() * kinds.length)] ?? { bytes: 64, stays: 1 }
    const burst = 24 + Math.floor(next() * 160)
    for (let count = 0; count < burst; count += 1) {
      const { pointer } = heap.malloc(kind.bytes)
      requests += 1
      if (typeof pointer !== 'number') continue
      if (next() < kind.stays) live.push(pointer)
      else {
        heap.free(pointer)
        requests += 1
      }
    }
    if (next() < 0.14) end(Math.floor(Math.min(live.length, next() * 300)))
  }
  const endings = 4 + Math.floor(next() * 5)
  for (let count = 0; count < endings; count += 1) end(Math.floor(live.length * next() * 0.14))
  const [arena] = heap.arenas()
  const pools = Array.from({ length: poolsOfAnArena }, (): PatternPool => ({ state: 'virgin' }))
  for (const pool of heap.pools()) {
    const index = arena ? (pool.address - arena.firstPool) / heap.profile.POOL_SIZE : -1
    if (pool.arenaindex !== arena?.index || index >= poolsOfAnArena) continue
    pools[index] = {
      state: pool.state === 'empty' ? 'free' : pool.state,
      sizeClass: pool.szidx,
      filled: Math.ceil((pool.count / pool.blocks) * 8) / 8,
    }
  }
  return { pools, requests }
}
