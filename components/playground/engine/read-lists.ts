/** The lists beside the picture, read from an allocator. */
import { type Allocator, blocksPerPool, sizeClasses } from '#simulator/index.ts'
import type { Place } from '../drawing/display-list.ts'
import { type ArenaDetail, type Lists, type PoolDetail, type Ring, SHOWN } from './run-view.ts'

/** Reads every list. `chosen` decides which arena and pool are told in detail. */
export function readLists(
  heap: Allocator,
  position: number,
  chosen: Place | null,
  withStats: boolean,
): Lists {
  const usable = heap.usableArenas()
  return {
    position,
    usable: usable.slice(0, SHOWN).map((index) => ({
      arena: index,
      nfreepools: heap.arena(index)?.nfreepools ?? 0,
    })),
    usableLength: usable.length,
    fingers: heap.nfp2lasta().flatMap((arena, nfreepools) => (arena === null ? [] : [{ nfreepools, arena }])),
    rings: Array.from({ length: sizeClasses(heap.profile) }, (_, c) => ring(heap, c)).filter(
      ({ length }) => length > 0,
    ),
    counters: heap.counters(),
    arena: chosen && arenaDetail(heap, chosen.arena),
    pool: chosen && poolDetail(heap, chosen),
    statsText: withStats ? heap.statsText() : null,
  }
}

/** Place of a pool in its arena, by address. */
const placeIn = (heap: Allocator, arena: { firstPool: number }, pool: number) =>
  (pool - arena.firstPool) / heap.profile.POOL_SIZE

function ring(heap: Allocator, sizeClass: number): Ring {
  const addresses = heap.ring(sizeClass)
  const blocks = blocksPerPool(heap.profile, sizeClass)
  const pools = addresses.slice(0, SHOWN).flatMap((address) => {
    const view = heap.pool(address)
    const arena = view && heap.arena(view.arenaindex)
    if (!view || !arena) return []
    return [{ arena: arena.index, pool: placeIn(heap, arena, address), address, count: view.count, blocks }]
  })
  return { sizeClass, blockSize: (sizeClass + 1) * heap.profile.ALIGNMENT, length: addresses.length, pools }
}

function arenaDetail(heap: Allocator, index: number): ArenaDetail | null {
  const arena = heap.arena(index)
  if (!arena) return null
  const { address, pool_address, nfreepools, ntotalpools, usable, nextarena, prevarena } = arena
  const freepools = arena.freepools.map((pool) => placeIn(heap, arena, pool))
  return { index, address, pool_address, nfreepools, ntotalpools, usable, nextarena, prevarena, freepools }
}

function poolDetail(heap: Allocator, { arena: index, pool }: Place): PoolDetail | null {
  const arena = heap.arena(index)
  if (!arena || pool < 0) return null
  const view = heap.pool(arena.firstPool + pool * heap.profile.POOL_SIZE)
  if (!view) return null
  const freeList = heap.freeList(view.address)
  const { address, state, count, blocks, virginBlocks, blockSize, szidx, freeblock } = view
  const { nextpool, prevpool, nextoffset, maxnextoffset } = view
  return {
    ...{ arena: index, pool, address, state, count, blocks, virginBlocks, blockSize, szidx, freeblock },
    ...{ nextpool, prevpool, nextoffset, maxnextoffset },
    freeList: freeList.slice(0, SHOWN),
    freeLength: freeList.length,
  }
}
