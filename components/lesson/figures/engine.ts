/** The engine's answers where a lesson is sure that there is one; a drawing of nothing stops the build. */
import { type Allocator, classOf, type PoolView, type Profile } from '#simulator/index.ts'

/** @throws RangeError */
export function poolAt(heap: Allocator, address: number): PoolView {
  const pool = heap.pool(address)
  if (!pool) throw new RangeError(`no pool at ${address}`)
  return pool
}

/** The state of each block of a pool, by address. @throws RangeError */
export function blockStatesAt(heap: Allocator, address: number): number[] {
  const states = heap.blockStates(address)
  if (!states) throw new RangeError(`no pool at ${address}`)
  return [...states]
}

/** @throws RangeError for a request that pymalloc does not serve */
export function sizeClassOf(profile: Profile, bytes: number): number {
  const sizeClass = classOf(profile, bytes)
  if (sizeClass === null) throw new RangeError(`pymalloc does not serve ${bytes} bytes`)
  return sizeClass
}
