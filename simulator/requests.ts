/**
 * The public entry points `PyMem_*` and `PyObject_*`, on handles: the size checks of `PyObject_Malloc()` and its kin, the
 * bytes that the debug hooks add (`_PyMem_DebugMalloc()` and its kin), and the refusals that C does not make.
 */
import { blockAddress, type Pointer, poolAddress, whereIs } from './addresses.ts'
import { ArenaLimitReached } from './arena.ts'
import { objectFree, objectMalloc, objectRealloc } from './pymalloc.ts'
import { AllocatorRefusal, hex } from './refusal.ts'
import { LIVE, type ObmallocState } from './state.ts'

/** `PyMem_*` or `PyObject_*`. Both share one pymalloc since 3.6; only the debug hooks tell them apart. */
export type Domain = 'mem' | 'object'

const domainBit = (domain: Domain): number => (domain === 'object' ? 1 : 0)

/** `PY_SSIZE_T_MAX` as a Number: sizes at and above it are refused before pymalloc sees them. */
const sizeLimit = (s: ObmallocState): number => (s.profile.pointerBytes === 8 ? 2 ** 63 : 2 ** 31)

/** Throws unless `n` is a size that `PyObject_Malloc()` would pass on. */
export function checkSize(s: ObmallocState, n: number): void {
  if (!Number.isInteger(n))
    throw new AllocatorRefusal('not-a-size', `A size is a whole number of bytes; ${n} is none.`)
  if (n < 0)
    throw new AllocatorRefusal(
      'negative-size',
      `A size cannot be negative. In C, ${n} becomes an enormous size_t, and malloc returns NULL.`,
    )
  if (n + s.debugBytes >= sizeLimit(s))
    throw new AllocatorRefusal(
      'size-too-large',
      `${n} bytes are more than PY_SSIZE_T_MAX: the real call returns NULL at once.`,
    )
}

/** Runs a request that may need an arena; what the engine cannot serve becomes a refusal. */
function served(s: ObmallocState, request: () => number): number {
  const words = s.eventWords
  try {
    return request()
  } catch (error) {
    s.eventWords = words
    if (error instanceof ArenaLimitReached) throw new AllocatorRefusal('out-of-arenas', error.message)
    if (error instanceof RangeError) throw new AllocatorRefusal('bad-placement', error.message)
    throw error
  }
}

/** malloc of `n` bytes (the caller's, without debug bytes). @returns a handle. @throws AllocatorRefusal */
export function requestMalloc(s: ObmallocState, n: number, domain: Domain): number {
  checkSize(s, n)
  const block = served(s, () => objectMalloc(s, n + s.debugBytes))
  noteRequest(s, block, n, domain)
  return block
}

/** calloc of `count × each` bytes: the same decisions as malloc of the product. @throws AllocatorRefusal */
export function requestCalloc(s: ObmallocState, count: number, each: number, domain: Domain): number {
  checkSize(s, count)
  checkSize(s, each)
  return requestMalloc(s, count * each, domain)
}

/** realloc of a live handle; 0 is null, which makes it a malloc. @throws AllocatorRefusal */
export function requestRealloc(s: ObmallocState, block: number, n: number, domain: Domain): number {
  if (block === 0) return requestMalloc(s, n, domain)
  checkSize(s, n)
  checkDomain(s, block, domain)
  const moved = served(s, () => objectRealloc(s, block, n + s.debugBytes))
  if (moved === 0) throw notLive(s, block)
  noteRequest(s, moved, n, domain)
  return moved
}

/** free of a handle; 0 is null, which does nothing. @throws AllocatorRefusal */
export function requestFree(s: ObmallocState, block: number, domain: Domain): void {
  if (block === 0) return
  checkDomain(s, block, domain)
  if (!objectFree(s, block)) throw notLive(s, block)
}

/** Keeps what was asked for a block, where requests are tracked. */
export function noteRequest(s: ObmallocState, block: number, n: number, domain: Domain): void {
  if (s.requests === null || s.rawRequests === null) return
  const noted = n * 2 + domainBit(domain)
  if (block > 0) {
    s.requests[block] = noted
    return
  }
  if (-block >= s.rawRequests.length) {
    const wider = new Float64Array(2 * s.rawSerial)
    wider.set(s.rawRequests)
    s.rawRequests = wider
  }
  s.rawRequests[-block] = noted
}

/** What was asked for a live handle, where requests are tracked. */
export function requestOf(s: ObmallocState, block: number): { bytes: number; domain: Domain } | null {
  const noted = block > 0 ? s.requests?.[block] : s.rawRequests?.[-block]
  if (noted === undefined) return null
  return { bytes: Math.floor(noted / 2), domain: noted % 2 === 1 ? 'object' : 'mem' }
}

/** `_PyMem_DebugCheckAddress()`: with the hooks on, a block must go back through the domain that it came from. */
function checkDomain(s: ObmallocState, block: number, domain: Domain): void {
  if (s.debugBytes === 0 || (block > 0 && s.links[block] !== LIVE)) return
  const from = requestOf(s, block)?.domain
  if (from === undefined || from === domain) return
  throw new AllocatorRefusal(
    'wrong-domain',
    `bad ID: Allocated using API '${from[0]}', verified using API '${domain[0]}'. The debug hooks abort the process here.`,
  )
}

function notLive(s: ObmallocState, block: number): AllocatorRefusal {
  if (block < 0)
    return -block <= s.rawSerial
      ? new AllocatorRefusal(
          'double-free',
          `raw#${-block} was given back already; libc may have handed it out again.`,
        )
      : new AllocatorRefusal('unknown-pointer', `raw#${-block} was never handed out.`)
  return new AllocatorRefusal(
    'double-free',
    `The block at ${hex(blockAddress(s, block))} is on the free list of its pool already.`,
  )
}

/**
 * The handle of a live pointer; 0 for null.
 * @throws AllocatorRefusal that says what the pointer is instead.
 */
export function toHandle(s: ObmallocState, pointer: Pointer | null): number {
  if (pointer === null) return 0
  if (typeof pointer === 'string') {
    const k = /^raw#(\d+)$/.exec(pointer)?.[1]
    if (k === undefined || Number(k) === 0)
      throw new AllocatorRefusal('unknown-pointer', `"${pointer}" is no pointer.`)
    return -Number(k)
  }
  if (!Number.isSafeInteger(pointer))
    throw new AllocatorRefusal('unknown-pointer', `${pointer} is no address.`)
  const at = whereIs(s, pointer - s.userOffset)
  switch (at.kind) {
    case 'live':
      return at.handle
    case 'free':
      throw new AllocatorRefusal(
        'double-free',
        `The block at ${hex(pointer)} is on the free list of its pool already. The real free would link it in twice, and malloc would hand it out twice.`,
      )
    case 'virgin':
      throw new AllocatorRefusal(
        'never-handed-out',
        `The block at ${hex(pointer)} was never handed out: it lies beyond nextoffset.`,
      )
    case 'interior':
      throw new AllocatorRefusal(
        'interior-pointer',
        `${hex(pointer)} lies inside the block at ${hex(blockAddress(s, at.handle))}; only a block's own address can be freed.`,
      )
    case 'header':
      throw new AllocatorRefusal(
        'pool-header',
        `${hex(pointer)} lies in the header of the pool at ${hex(poolAddress(s, at.pool))}.`,
      )
    case 'tail':
      throw new AllocatorRefusal(
        'unknown-pointer',
        `${hex(pointer)} lies in the unusable end of the pool at ${hex(poolAddress(s, at.pool))}.`,
      )
    case 'uncarved':
      throw new AllocatorRefusal(
        'unknown-pointer',
        `${hex(pointer)} lies in an arena, but in no pool that was carved yet.`,
      )
    case 'outside':
      throw new AllocatorRefusal(
        'unknown-pointer',
        `${hex(pointer)} lies in no arena. The real free would pass it to libc's free, which aborts or corrupts its heap.`,
      )
  }
}
