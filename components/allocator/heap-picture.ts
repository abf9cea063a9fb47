import {
  type Allocator,
  type ArenaView,
  FREE_BLOCK,
  LIVE_BLOCK,
  type PoolView,
  sizeClasses,
} from '#simulator/index.ts'
import type { Cell } from './cells.ts'

/** An arena as the mark draws it. */
export interface ArenaPicture {
  index: number
  address: string
  cells: Cell[]
  freePools: number
  totalPools: number
}

/** The inside of one pool. */
export interface PoolPicture {
  address: string
  sizeClass: number
  blockSize: number
  /** Handed out. */
  count: number
  /** One cell a block: in use, back in the free list, never used. */
  cells: Cell[]
  /** The block concerned. */
  touched: number | undefined
}

/** Addresses stand relative to the region that the simulator places its arenas in: 0x4030 rather than 0x200000004030. */
const regionBase = 0x2000_0000_0000

/** An address as the course prints it. */
export function hex(address: number): string {
  return `0x${(address >= regionBase ? address - regionBase : address).toString(16)}`
}

function poolCell(pool: PoolView): Cell {
  if (pool.state === 'empty') return { state: 'free', sizeClass: pool.szidx }
  if (pool.state === 'full') return { state: 'full', sizeClass: pool.szidx }
  // In eighths, so that a picture changes when there is something to see.
  return { state: 'used', sizeClass: pool.szidx, filled: Math.ceil((pool.count / pool.blocks) * 8) / 8 }
}

/** The pools of an arena in the order of their addresses; what alignment costs stands at the end. */
export function arenaPicture(heap: Allocator, arena: ArenaView, pools = heap.pools()): ArenaPicture {
  const cells = pools
    .filter((pool) => pool.arenaindex === arena.index)
    .sort((a, b) => a.address - b.address)
    .map(poolCell)
  while (cells.length < arena.ntotalpools) cells.push({ state: 'virgin' })
  const { ARENA_SIZE, POOL_SIZE } = heap.profile
  while (cells.length < ARENA_SIZE / POOL_SIZE) cells.push({ state: 'lost' })
  return {
    index: arena.index,
    address: hex(arena.address),
    cells,
    freePools: arena.nfreepools,
    totalPools: arena.ntotalpools,
  }
}

/** The arenas that the heap has now, by index. */
export function arenaPictures(heap: Allocator): ArenaPicture[] {
  const pools = heap.pools()
  return heap.arenas().map((arena) => arenaPicture(heap, arena, pools))
}

/** Which cell of its arena's picture a pool is. */
export function cellOfPool(heap: Allocator, arena: ArenaView, pool: number): number {
  return Math.floor((pool - arena.firstPool) / heap.profile.POOL_SIZE)
}

/** The pool that holds an address, block by block; null where that is in no pool. */
export function poolPicture(heap: Allocator, address: number): PoolPicture | null {
  const pool = heap.pool(address)
  if (!pool) return null
  const sizeClass = Math.min(pool.szidx, sizeClasses(heap.profile) - 1)
  const states = heap.blockStates(address) ?? []
  return {
    address: hex(pool.address),
    sizeClass,
    blockSize: pool.blockSize,
    count: pool.count,
    cells: Array.from(states, (state) => ({
      sizeClass,
      state: state === LIVE_BLOCK ? 'full' : state === FREE_BLOCK ? 'free' : 'virgin',
    })),
    touched: Math.floor((address - pool.address - heap.profile.POOL_OVERHEAD) / pool.blockSize),
  }
}
