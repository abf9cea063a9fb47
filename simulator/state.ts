/**
 * The allocator's whole state, in typed arrays. Mirrors `struct _obmalloc_state` of `pycore_obmalloc.h` (3.12+; static
 * variables of `Objects/obmalloc.c` before) and the two structs it points to, `pool_header` and `arena_object`.
 *
 * Pointers become integers, since addresses exceed 32 bits:
 *
 * - a *block handle* is `poolNumber << granuleBits | granule`, where a granule is ALIGNMENT bytes;
 * - a *pool pointer* is the handle of the pool's granule 0, which its header occupies, so that 0 can be the null of a free
 *   list. The first pools are the sentinels of `usedpools`, one for each class: the trick that CPython plays with `PTA()`;
 * - an *arena pointer* is its index in `arenas`; -1 is null;
 * - a negative handle is libc's: -k is `raw#k`.
 *
 * The free lists, which in C lie in the blocks, lie in {@link ObmallocState.links}: one cell for each granule. A block that
 * is handed out holds {@link LIVE}, so that one comparison refuses every pointer that is not a live block. The fields of the
 * header that most calls touch lie in the cells of the header's own granules, so that the common path of `free` reads and
 * writes one array only. (`maxnextoffset` follows from the class, and is not kept.)
 */
import { ArenaMap } from './arena-map.ts'
import type { Profile } from './constants.ts'
import { type Placement, Region } from './placement.ts'
import { poolsPerArena, sizeClasses } from './size-class.ts'

/** Cell of {@link ObmallocState.links} with `freeblock`: head of the free list as a granule of this pool; 0 is null. */
export const FREEBLOCK = 0
/** Cell of {@link ObmallocState.links} with `ref.count`: blocks handed out. */
export const COUNT = 1

/** Cell of {@link ObmallocState.links} with `nextoffset` in granules: the next virgin block. */
export const NEXTOFFSET = 2

/** Words of the rest of a `pool_header` in {@link ObmallocState.pool}, from {@link ObmallocState.header} on. */
export const POOL_WORDS = 4
const POOL_WORDS_BITS = 2
/** `nextpool`: next in the `usedpools` ring or in the arena's `freepools`; junk while the pool is full. */
export const NEXTPOOL = 0
/** `prevpool`: previous in the ring; junk while empty or full. */
export const PREVPOOL = 1
/** `arenaindex`. */
export const ARENAINDEX = 2
/** `szidx`. */
export const SZIDX = 3

/** Words of an `arena_object` in {@link ObmallocState.arena}; its `address` lies in `arenaAddress`. */
export const ARENA_WORDS = 8
export const NFREEPOOLS = 0
export const NTOTALPOOLS = 1
/** Head of the LIFO of emptied pools, as a pool pointer; -1 is null. */
export const FREEPOOLS = 2
export const NEXTARENA = 3
export const PREVARENA = 4
/** Pools carved so far: `(pool_address - first pool) / POOL_SIZE`. */
export const CARVED = 5
/** Slot of the region that the arena occupies; -1 where a function placed it. */
export const SLOT = 6

/** Block handles lie below it: the bit is free for the event buffer. */
export const HANDLE_LIMIT = 2 ** 30
/** Null pool or arena pointer. */
export const NIL = -1
/** Mark in `links` of the first granule of a block that is handed out. */
export const LIVE = 0xffff

/** What a state is made of. */
export interface StateOptions {
  readonly profile: Profile
  readonly placement: Placement
  /** Bytes that the debug hooks add to a request: 0 or `3 * sizeof(size_t)`. */
  readonly debugBytes: number
  /** Keep the size and the domain of each request; pymalloc itself forgets them. */
  readonly tracksRequests: boolean
  /** More arenas than this at once are refused: the engine's own limit, not CPython's. */
  readonly maxArenas: number
}

/**
 * See the module's text. Every field is a number or a typed array, so that saving it is copying it. Those without a value
 * here are only declared: a field that began as undefined would have its type checked by V8 at each access.
 */
export class ObmallocState {
  declare readonly profile: Profile
  declare readonly classes: number
  declare readonly poolsPerArena: number
  declare readonly threshold: number
  /** `ALIGNMENT_SHIFT`. */
  declare readonly shift: number
  /** A pool holds `1 << granuleBits` granules. */
  declare readonly granuleBits: number
  declare readonly granuleMask: number
  declare readonly poolOverhead: number
  declare readonly poolSize: number
  declare readonly debugBytes: number
  /** Distance from a block to the pointer that the caller gets: the debug hooks' header of two words, else 0. */
  declare readonly userOffset: number
  declare readonly maxArenas: number
  declare readonly region: Region
  declare readonly arenaMap: ArenaMap

  declare pool: Int32Array
  declare links: Uint16Array
  declare arena: Int32Array
  /** `arena_object.address`; 0 when not associated with an arena. */
  declare arenaAddress: Float64Array
  /** Address of the arena and of its first pool; they stay after the release, so that its last events can be told. */
  declare placedAt: Float64Array
  declare firstPool: Float64Array
  /** Request size × 2 + domain for each live block, where requests are tracked. */
  declare requests: Uint16Array | null
  declare rawRequests: Float64Array | null

  /** `nfp2lasta`. */
  declare nfp2lasta: Int32Array
  usable_arenas = NIL
  unused_arena_objects = NIL
  maxarenas = 0
  narenas_currently_allocated = 0
  ntimes_arena_allocated = 0
  narenas_highwater = 0
  raw_allocated_blocks = 0

  /** How many raw blocks were ever handed out: the last `raw#k`. */
  rawSerial = 0
  /** One bit for each raw block ever handed out: is it live? */
  rawLive = new Int32Array(8)

  /** Whether events are written to {@link events}. */
  recording = false
  events = new Int32Array(256)
  eventWords = 0
  /** Takes a full event buffer; without one the buffer grows. */
  eventSink: ((words: Int32Array, length: number) => void) | null = null

  constructor(options: StateOptions) {
    const { profile } = options
    this.profile = profile
    this.classes = sizeClasses(profile)
    this.poolsPerArena = poolsPerArena(profile)
    this.threshold = profile.SMALL_REQUEST_THRESHOLD
    this.shift = Math.log2(profile.ALIGNMENT) | 0
    this.granuleBits = Math.log2(profile.POOL_SIZE / profile.ALIGNMENT) | 0
    this.granuleMask = profile.POOL_SIZE / profile.ALIGNMENT - 1
    this.poolOverhead = profile.POOL_OVERHEAD
    this.poolSize = profile.POOL_SIZE
    this.debugBytes = options.debugBytes
    this.userOffset = options.debugBytes > 0 ? 2 * profile.pointerBytes : 0
    this.region = new Region(profile, options.placement)
    this.arenaMap = new ArenaMap(profile)
    // A block handle has to stay below the bit that the event buffer uses.
    const addressable =
      Math.floor((HANDLE_LIMIT / (this.granuleMask + 1) - this.classes) / this.poolsPerArena) - 1
    this.maxArenas = Math.min(options.maxArenas, addressable)

    const capacity = 2
    this.pool = new Int32Array(this.poolNumber(capacity) * POOL_WORDS)
    this.links = new Uint16Array(this.poolNumber(capacity) << this.granuleBits)
    this.requests = options.tracksRequests ? new Uint16Array(this.links.length) : null
    this.rawRequests = options.tracksRequests ? new Float64Array(16) : null
    this.arena = new Int32Array(0)
    this.arenaAddress = new Float64Array(0)
    this.placedAt = new Float64Array(0)
    this.firstPool = new Float64Array(0)
    this.nfp2lasta = new Int32Array(this.poolsPerArena + 1).fill(NIL)
    for (let c = 0; c < this.classes; c++) {
      const sentinel = c << this.granuleBits
      this.pool[this.header(sentinel) + NEXTPOOL] = sentinel
      this.pool[this.header(sentinel) + PREVPOOL] = sentinel
    }
  }

  /** Number of the first pool of arena `a`. */
  poolNumber(a: number): number {
    return this.classes + a * this.poolsPerArena
  }

  /** The pool with that number. */
  poolAt(number: number): number {
    return number << this.granuleBits
  }

  /** Where the words of a pool's header begin in {@link pool}. */
  header(pool: number): number {
    return (pool >> this.granuleBits) << POOL_WORDS_BITS
  }

  /** A word of a pool's header. */
  word(pool: number, word: number): number {
    return this.pool[this.header(pool) + word] as number
  }

  /** Makes room for the pools of arena `a`; amortised constant time. */
  holdArena(a: number): void {
    const needed = this.poolNumber(a + 1)
    if (needed * POOL_WORDS <= this.pool.length) return
    const pools = Math.max(needed, this.poolNumber(Math.min(this.maxArenas, 2 * a)))
    this.pool = enlarged(this.pool, new Int32Array(pools * POOL_WORDS))
    this.links = enlarged(this.links, new Uint16Array(pools << this.granuleBits))
    if (this.requests !== null) this.requests = enlarged(this.requests, new Uint16Array(this.links.length))
  }

  /** Makes the `arenas` vector `length` long. */
  holdArenaObjects(length: number): void {
    this.arena = enlarged(this.arena, new Int32Array(length * ARENA_WORDS))
    this.arenaAddress = enlarged(this.arenaAddress, new Float64Array(length))
    this.placedAt = enlarged(this.placedAt, new Float64Array(length))
    this.firstPool = enlarged(this.firstPool, new Float64Array(length))
  }
}

/** Copies `from` to the front of the larger `to`, and returns `to`. */
export function enlarged<T extends Int32Array | Uint16Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
