/**
 * Arenas: taking one from the system, and the doubly linked list `usable_arenas`, kept ascending by `nfreepools` with
 * the search fingers `nfp2lasta`. Mirrors `new_arena()` and `insert_to_freepool()` of `Objects/obmalloc.c`
 * (3.11; the same text up to 3.15 apart from a `state` argument). bpo-37029, bpo-37257.
 */
import { DUMMY_SIZE_IDX } from './constants.ts'
import * as event from './event-buffer.ts'
import { emit } from './event-buffer.ts'
import {
  ARENA_WORDS,
  ARENAINDEX,
  CARVED,
  FREEPOOLS,
  NEXTARENA,
  NEXTPOOL,
  NFREEPOOLS,
  NIL,
  NTOTALPOOLS,
  type ObmallocState,
  PREVARENA,
  SLOT,
  SZIDX,
} from './state.ts'

/** The engine's own limit on arenas is reached. Thrown before anything has changed. */
export class ArenaLimitReached extends Error {
  override readonly name = 'ArenaLimitReached'
}

/**
 * `new_arena()`: associates an arena_object with fresh memory.
 * @returns its index, or -1 when the system refuses.
 * @throws ArenaLimitReached before any change.
 */
export function newArena(s: ObmallocState): number {
  if (s.narenas_currently_allocated >= s.maxArenas)
    throw new ArenaLimitReached(`This allocator may hold ${s.maxArenas.toLocaleString('en')} arenas at once.`)
  const place = s.region.next(s.ntimes_arena_allocated, s.arenaAddress)
  if (s.unused_arena_objects === NIL) growVector(s)

  const a = s.unused_arena_objects
  const o = a * ARENA_WORDS
  if (place === null) {
    if (s.recording) emit(s, event.ARENA_REFUSED, a, 0)
    return NIL
  }
  s.holdArena(a)
  const arena = s.arena
  s.unused_arena_objects = arena[o + NEXTARENA] as number
  s.region.take(place.slot)
  s.arenaMap.mark(place.address, a)
  s.arenaAddress[a] = place.address
  s.placedAt[a] = place.address
  s.narenas_currently_allocated++
  s.ntimes_arena_allocated++
  if (s.narenas_currently_allocated > s.narenas_highwater) s.narenas_highwater = s.narenas_currently_allocated

  const excess = place.address % s.poolSize
  arena[o + NFREEPOOLS] = excess === 0 ? s.poolsPerArena : s.poolsPerArena - 1
  arena[o + NTOTALPOOLS] = arena[o + NFREEPOOLS] as number
  arena[o + FREEPOOLS] = NIL
  arena[o + CARVED] = 0
  arena[o + SLOT] = place.slot
  s.firstPool[a] = excess === 0 ? place.address : place.address + s.poolSize - excess
  if (s.recording) emit(s, event.ARENA_NEW, a, 0)
  return a
}

/** The vector doubles; the new slots are linked in ascending order of index (`new_arena()`, first half). */
function growVector(s: ObmallocState): void {
  const from = s.maxarenas
  const to = from === 0 ? s.profile.INITIAL_ARENA_OBJECTS : from * 2
  s.holdArenaObjects(to)
  for (let a = from; a < to; a++) s.arena[a * ARENA_WORDS + NEXTARENA] = a + 1 < to ? a + 1 : NIL
  s.unused_arena_objects = from
  s.maxarenas = to
  if (s.recording) emit(s, event.VECTOR_GROWN, from, to)
}

/**
 * The middle of `allocate_from_new_pool()`: a pool from the usable arena that has the fewest free ones. An emptied pool
 * is preferred to a new one.
 * @returns the pool; one that is new has `szidx` DUMMY_SIZE_IDX, as in C.
 */
export function takePool(s: ObmallocState): number {
  const arena = s.arena
  const a = s.usable_arenas
  const o = a * ARENA_WORDS
  const nf = arena[o + NFREEPOOLS] as number
  // The head has the smallest nfreepools; one less keeps it the smallest, so that only the fingers move.
  if (s.nfp2lasta[nf] === a) s.nfp2lasta[nf] = NIL
  if (nf > 1) s.nfp2lasta[nf - 1] = a

  let pool = arena[o + FREEPOOLS] as number
  if (pool === NIL) {
    pool = s.poolAt(s.poolNumber(a) + (arena[o + CARVED] as number))
    s.pool[s.header(pool) + ARENAINDEX] = a
    s.pool[s.header(pool) + SZIDX] = DUMMY_SIZE_IDX
    arena[o + CARVED] = (arena[o + CARVED] as number) + 1
  } else {
    arena[o + FREEPOOLS] = s.word(pool, NEXTPOOL)
  }
  arena[o + NFREEPOOLS] = nf - 1
  if (nf === 1) {
    const next = arena[o + NEXTARENA] as number
    s.usable_arenas = next
    if (next !== NIL) arena[next * ARENA_WORDS + PREVARENA] = NIL
  }
  return pool
}

/** The new arena becomes the whole list (`allocate_from_new_pool()`, first lines). */
export function startUsableList(s: ObmallocState, a: number): void {
  const o = a * ARENA_WORDS
  s.usable_arenas = a
  s.arena[o + NEXTARENA] = NIL
  s.arena[o + PREVARENA] = NIL
  s.nfp2lasta[s.arena[o + NFREEPOOLS] as number] = a
}

/** `insert_to_freepool()` without its first line: the emptied pool goes to its arena, and the arena to its place. */
export function insertToFreepool(s: ObmallocState, pool: number): void {
  const { arena, nfp2lasta } = s
  const a = s.word(pool, ARENAINDEX)
  const o = a * ARENA_WORDS
  s.pool[s.header(pool) + NEXTPOOL] = arena[o + FREEPOOLS] as number
  arena[o + FREEPOOLS] = pool

  const before = arena[o + NFREEPOOLS] as number
  const lastnf = nfp2lasta[before] as number
  if (lastnf === a) {
    const p = arena[o + PREVARENA] as number
    nfp2lasta[before] = p !== NIL && arena[p * ARENA_WORDS + NFREEPOOLS] === before ? p : NIL
  }
  const nf = before + 1
  arena[o + NFREEPOOLS] = nf
  const wholly = nf === arena[o + NTOTALPOOLS]

  // Case 1: all of it is free, and (3.9+) another usable arena stands behind it, so it goes back to the system.
  if (wholly && (!s.profile.keepsLastArena || arena[o + NEXTARENA] !== NIL)) {
    if (s.recording) emit(s, event.CASE1, a, 0)
    releaseArena(s, a)
    return
  }
  if (nf === 1) {
    // Case 2: its first free pool; until now it was on no list.
    const head = s.usable_arenas
    arena[o + NEXTARENA] = head
    arena[o + PREVARENA] = NIL
    if (head !== NIL) arena[head * ARENA_WORDS + PREVARENA] = a
    s.usable_arenas = a
    if (nfp2lasta[1] === NIL) nfp2lasta[1] = a
    if (s.recording) emit(s, event.CASE2, a, 0)
    return
  }
  if (nfp2lasta[nf] === NIL) nfp2lasta[nf] = a
  if (a === lastnf) {
    // Case 4: it was the rightmost of its group, so it stands right already.
    if (s.recording) emit(s, event.CASE4, a, 0)
  } else {
    // Case 3: it slides to just behind the rightmost of the group that it leaves.
    unlinkArena(s, a)
    const after = arena[lastnf * ARENA_WORDS + NEXTARENA] as number
    arena[o + PREVARENA] = lastnf
    arena[o + NEXTARENA] = after
    if (after !== NIL) arena[after * ARENA_WORDS + PREVARENA] = a
    arena[lastnf * ARENA_WORDS + NEXTARENA] = a
    if (s.recording) emit(s, event.CASE3, a, 0)
  }
  if (wholly && s.recording) emit(s, event.ARENA_KEPT, a, 0)
}

function unlinkArena(s: ObmallocState, a: number): void {
  const arena = s.arena
  const next = arena[a * ARENA_WORDS + NEXTARENA] as number
  const prev = arena[a * ARENA_WORDS + PREVARENA] as number
  if (prev === NIL) s.usable_arenas = next
  else arena[prev * ARENA_WORDS + NEXTARENA] = next
  if (next !== NIL) arena[next * ARENA_WORDS + PREVARENA] = prev
}

/** Case 1 of `insert_to_freepool()`: the slot goes to the front of `unused_arena_objects`, the memory to the system. */
function releaseArena(s: ObmallocState, a: number): void {
  const o = a * ARENA_WORDS
  unlinkArena(s, a)
  s.arena[o + NEXTARENA] = s.unused_arena_objects
  s.unused_arena_objects = a
  s.arenaMap.unmark(s.arenaAddress[a] as number)
  s.region.giveBack(s.arena[o + SLOT] as number)
  s.arenaAddress[a] = 0
  s.narenas_currently_allocated--
  if (s.recording) emit(s, event.ARENA_RELEASED, a, 0)
}
