/**
 * Profiles: the compile-time constants of one build of CPython.
 *
 * Mirrors the macros of `Include/internal/pycore_obmalloc.h` (3.12+) and of the head of `Objects/obmalloc.c` (before);
 * names are CPython's. Nothing in the engine hard-codes a number that stands here.
 */

/** Bits of the three levels of the radix tree that `arena_map_get()` walks (3.10 and later). */
export interface RadixBits {
  /** Bits of the root (`MAP_TOP_BITS`); 0 where the map is one flat table, as on 32-bit builds. */
  readonly top: number
  /** Bits of a middle node (`MAP_MID_BITS`). */
  readonly mid: number
  /** Bits of a leaf (`MAP_BOT_BITS`). */
  readonly bot: number
}

/** Everything that is fixed when CPython is compiled. All sizes in bytes. */
export interface Profile {
  /** Short unique name, the one that `--profile` takes. */
  readonly name: string
  /** A sentence for a person. */
  readonly label: string
  /** True for invented geometry made for teaching; a view must say so. */
  readonly toy: boolean
  /** `sizeof(void *)`: 8 or 4. */
  readonly pointerBytes: 4 | 8
  readonly ALIGNMENT: number
  readonly SMALL_REQUEST_THRESHOLD: number
  readonly POOL_SIZE: number
  readonly ARENA_SIZE: number
  /** `sizeof(struct pool_header)`, rounded up to ALIGNMENT. */
  readonly POOL_OVERHEAD: number
  /** `sizeof(struct arena_object)`. */
  readonly ARENA_OBJECT_SIZE: number
  readonly INITIAL_ARENA_OBJECTS: number
  /** bpo-37257 (3.9): the last wholly free arena is kept, not returned. */
  readonly keepsLastArena: boolean
  /** Null where `address_in_range()` probes the pool header instead (3.9 and before). */
  readonly radix: RadixBits | null
}

/** `szidx` of a pool that was carved and never initialised. */
export const DUMMY_SIZE_IDX = 0xffff

const bits64 = {
  toy: false,
  pointerBytes: 8,
  ALIGNMENT: 16,
  SMALL_REQUEST_THRESHOLD: 512,
  POOL_OVERHEAD: 48,
  ARENA_OBJECT_SIZE: 48,
  INITIAL_ARENA_OBJECTS: 16,
} as const

const smallPools = { POOL_SIZE: 4096, ARENA_SIZE: 256 * 1024 } as const
const largePools = { POOL_SIZE: 16 * 1024, ARENA_SIZE: 1024 * 1024 } as const
const allBits = { top: 15, mid: 15, bot: 14 } as const

const bits32 = {
  toy: false,
  pointerBytes: 4,
  ALIGNMENT: 8,
  SMALL_REQUEST_THRESHOLD: 512,
  ...smallPools,
  POOL_OVERHEAD: 32,
  ARENA_OBJECT_SIZE: 28,
  INITIAL_ARENA_OBJECTS: 16,
} as const

const toyBase = {
  ...bits64,
  toy: true,
  SMALL_REQUEST_THRESHOLD: 64,
  INITIAL_ARENA_OBJECTS: 2,
  keepsLastArena: true,
  radix: null,
} as const

const known = [
  { ...bits64, ...smallPools, name: '3.8', label: 'CPython 3.8, 64-bit', keepsLastArena: false, radix: null },
  { ...bits64, ...smallPools, name: '3.9', label: 'CPython 3.9, 64-bit', keepsLastArena: true, radix: null },
  {
    ...bits64,
    ...largePools,
    name: '3.10',
    label: 'CPython 3.10, 64-bit',
    keepsLastArena: true,
    radix: { top: 10, mid: 10, bot: 8 },
  },
  ...['3.11', '3.12', '3.13', '3.14', '3.15'].map((version) => ({
    ...bits64,
    ...largePools,
    name: version,
    label: `CPython ${version}, 64-bit`,
    keepsLastArena: true,
    radix: allBits,
  })),
  {
    ...bits64,
    name: '3.15-hugepages',
    label: 'CPython 3.15, 64-bit, --with-pymalloc-hugepages',
    POOL_SIZE: 16 * 1024,
    ARENA_SIZE: 2 * 1024 * 1024,
    keepsLastArena: true,
    radix: { top: 15, mid: 15, bot: 13 },
  },
  { ...bits32, name: '32-bit-3.8', label: 'CPython 3.8, 32-bit', keepsLastArena: false, radix: null },
  { ...bits32, name: '32-bit-3.9', label: 'CPython 3.9, 32-bit', keepsLastArena: true, radix: null },
  {
    ...bits32,
    name: '32-bit',
    label: 'CPython 3.10 and later, 32-bit',
    keepsLastArena: true,
    radix: { top: 0, mid: 0, bot: 14 },
  },
  {
    ...toyBase,
    name: 'toy',
    label: 'Toy geometry: 8 pools of 256 bytes in an arena, 4 size classes. No real build looks like this',
    POOL_SIZE: 256,
    ARENA_SIZE: 2048,
  },
  {
    ...toyBase,
    name: 'toy-tiny',
    label: 'Toy geometry: 4 pools of 256 bytes in an arena, 4 size classes. No real build looks like this',
    POOL_SIZE: 256,
    ARENA_SIZE: 1024,
  },
] as const satisfies readonly Profile[]

/** The profile of the course: 64-bit CPython 3.11, whose geometry 3.10 to 3.15 share. */
export const DEFAULT_PROFILE_NAME = '3.11'

/** Names that {@link profile} knows, in order of version. */
export const profileNames: readonly string[] = known.map((each) => each.name)

/**
 * The profile of that name.
 * @throws RangeError naming the known ones when there is none.
 */
export function profile(name: string = DEFAULT_PROFILE_NAME): Profile {
  const found = known.find((each) => each.name === name)
  if (found === undefined)
    throw new RangeError(`Unknown profile "${name}". Known: ${profileNames.join(', ')}.`)
  return found
}

const isPowerOfTwo = (n: number) => Number.isInteger(n) && n > 0 && 2 ** Math.round(Math.log2(n)) === n

/**
 * What is wrong with a profile, one sentence each; empty when it can be run.
 *
 * `init_pool()` makes two blocks at once and the "was it full?" test of `pymalloc_free()` relies on it, so every class
 * needs two blocks in a pool. With a single usable pool, case 1 of `insert_to_freepool()` would read stale links, so an
 * arena needs three pools (two after the loss to alignment).
 */
export function profileFaults(candidate: Profile): string[] {
  const { ALIGNMENT, SMALL_REQUEST_THRESHOLD, POOL_SIZE, ARENA_SIZE, POOL_OVERHEAD } = candidate
  const faults: string[] = []
  const expect = (holds: boolean, sentence: string) => {
    if (!holds) faults.push(sentence)
  }
  expect(
    isPowerOfTwo(ALIGNMENT) && ALIGNMENT >= candidate.pointerBytes && ALIGNMENT <= 64,
    'ALIGNMENT must be a power of two that holds a pointer, up to 64.',
  )
  expect(isPowerOfTwo(POOL_SIZE), 'POOL_SIZE must be a power of two.')
  expect(isPowerOfTwo(ARENA_SIZE), 'ARENA_SIZE must be a power of two.')
  expect(
    SMALL_REQUEST_THRESHOLD > 0 && SMALL_REQUEST_THRESHOLD % ALIGNMENT === 0,
    'SMALL_REQUEST_THRESHOLD must be a multiple of ALIGNMENT.',
  )
  expect(
    POOL_OVERHEAD >= 3 * ALIGNMENT && POOL_OVERHEAD % ALIGNMENT === 0,
    'POOL_OVERHEAD must be a multiple of ALIGNMENT, at least three times it.',
  )
  expect(
    (POOL_SIZE - POOL_OVERHEAD) / SMALL_REQUEST_THRESHOLD >= 2,
    'Every size class needs at least two blocks in a pool.',
  )
  expect(SMALL_REQUEST_THRESHOLD / ALIGNMENT <= 256, 'There can be 256 size classes at most.')
  expect(ARENA_SIZE / POOL_SIZE >= 3, 'An arena needs at least three pools.')
  expect(POOL_SIZE / ALIGNMENT < DUMMY_SIZE_IDX, 'POOL_SIZE / ALIGNMENT must stay below 65,535.')
  expect(isPowerOfTwo(candidate.INITIAL_ARENA_OBJECTS), 'INITIAL_ARENA_OBJECTS must be a power of two.')
  return faults
}

/**
 * A teaching profile: the toy geometry with your changes, labelled as a toy.
 * @throws RangeError naming every constraint that it breaks.
 */
export function toyProfile(changes: Partial<Omit<Profile, 'toy'>>): Profile {
  const toy: Profile = { ...profile('toy'), ...changes, toy: true }
  const faults = profileFaults(toy)
  if (faults.length > 0) throw new RangeError(faults.join(' '))
  return toy
}
