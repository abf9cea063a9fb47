/**
 * Arithmetic of size classes. Mirrors `INDEX2SIZE`, `NUMBLOCKS` and the first lines of `pymalloc_alloc()` in
 * `Objects/obmalloc.c`. Sizes in bytes.
 */
import type { Profile } from './constants.ts'

/** How many size classes there are (`NB_SMALL_SIZE_CLASSES`). */
export const sizeClasses = (p: Profile): number => p.SMALL_REQUEST_THRESHOLD / p.ALIGNMENT

/** How many pools an aligned arena holds (`MAX_POOLS_IN_ARENA`). */
export const poolsPerArena = (p: Profile): number => p.ARENA_SIZE / p.POOL_SIZE

/** The size class that serves `n` bytes, or null where pymalloc does not (0, or above the threshold). */
export const classOf = (p: Profile, n: number): number | null =>
  n >= 1 && n <= p.SMALL_REQUEST_THRESHOLD ? Math.floor((n - 1) / p.ALIGNMENT) : null

/** Bytes of a block of class `c` (`INDEX2SIZE`). */
export const blockSize = (p: Profile, c: number): number => (c + 1) * p.ALIGNMENT

/** Blocks in one pool of class `c` (`NUMBLOCKS`). */
export const blocksPerPool = (p: Profile, c: number): number =>
  Math.floor((p.POOL_SIZE - p.POOL_OVERHEAD) / blockSize(p, c))

/** Bytes at the end of a pool of class `c` that no block can use; the statistics call it quantization. */
export const tailWaste = (p: Profile, c: number): number => (p.POOL_SIZE - p.POOL_OVERHEAD) % blockSize(p, c)
