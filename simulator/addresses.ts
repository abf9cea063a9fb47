/**
 * Between the engine's handles and the addresses that the world sees. Mirrors `POOL_ADDR()` and the use of
 * `address_in_range()` in `pymalloc_free()`.
 */
import { ARENA_WORDS, ARENAINDEX, CARVED, LIVE, NEXTOFFSET, type ObmallocState, SZIDX } from './state.ts'

/** A libc block; its address is outside the model. */
export type RawPointer = `raw#${number}`

/** What malloc returns: the absolute address of a block in an arena (exact in a Number), or a libc block. */
export type Pointer = number | RawPointer

/** Absolute address of a pool. */
export function poolAddress(s: ObmallocState, pool: number): number {
  const a = s.word(pool, ARENAINDEX)
  return (s.firstPool[a] as number) + ((pool >> s.granuleBits) - s.poolNumber(a)) * s.poolSize
}

/** `nextoffset` of a pool, in bytes. */
export const nextOffset = (s: ObmallocState, pool: number): number =>
  (s.links[pool + NEXTOFFSET] as number) << s.shift

/** Pool pointer of a block handle. */
export const poolOf = (s: ObmallocState, block: number): number => block & ~s.granuleMask

/** Absolute address of a block handle above 0. */
export const blockAddress = (s: ObmallocState, block: number): number =>
  poolAddress(s, poolOf(s, block)) + (block & s.granuleMask) * s.profile.ALIGNMENT

/**
 * A handle as the caller sees it; 0 is null. With the debug hooks on that is not the block itself: their header of two
 * words stands before it.
 */
export function toPointer(s: ObmallocState, handle: number): Pointer | null {
  if (handle === 0) return null
  return handle < 0 ? `raw#${-handle}` : blockAddress(s, handle) + s.userOffset
}

/** The pool that an absolute address lies in; -1 when it lies in no carved pool of ours. */
export function findPool(s: ObmallocState, address: number): number {
  const a = s.arenaMap.find(address, s.arenaAddress)
  if (a < 0) return -1
  const i = Math.floor((address - (s.firstPool[a] as number)) / s.poolSize)
  if (i < 0 || i >= (s.arena[a * ARENA_WORDS + CARVED] as number)) return -1
  return s.poolAt(s.poolNumber(a) + i)
}

/** What an address is to the allocator. */
export type Whereabouts =
  | { readonly kind: 'live' | 'free' | 'virgin' | 'interior'; readonly pool: number; readonly handle: number }
  | { readonly kind: 'header' | 'tail'; readonly pool: number }
  | { readonly kind: 'uncarved' | 'outside' }

/** Says what lies at an address. `handle` is the block that the address lies in. */
export function whereIs(s: ObmallocState, address: number): Whereabouts {
  const pool = findPool(s, address)
  if (pool < 0) return { kind: s.arenaMap.find(address, s.arenaAddress) < 0 ? 'outside' : 'uncarved' }
  const offset = address - poolAddress(s, pool)
  if (offset < s.poolOverhead) return { kind: 'header', pool }
  const size = (s.word(pool, SZIDX) + 1) * s.profile.ALIGNMENT
  const index = Math.floor((offset - s.poolOverhead) / size)
  const start = s.poolOverhead + index * size
  if (start + size > s.poolSize) return { kind: 'tail', pool }
  const handle = pool + start / s.profile.ALIGNMENT
  if (offset !== start) return { kind: 'interior', pool, handle }
  if (start >= nextOffset(s, pool)) return { kind: 'virgin', pool, handle }
  return { kind: s.links[handle] === LIVE ? 'live' : 'free', pool, handle }
}
