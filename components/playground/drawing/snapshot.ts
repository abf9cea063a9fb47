import {
  type Allocator,
  type HeapSurvey,
  type PoolSurvey,
  type Profile,
  surveyHeap,
  surveyPool,
} from '#simulator/index.ts'
import type { Place } from './display-list.ts'

/** Everything that a picture of a heap is drawn from. Plain arrays: a Worker can hand it over. */
export interface HeapSnapshot {
  readonly survey: HeapSurvey
  /** The insides of the pools that were asked for, where they are carved. */
  readonly insides: readonly PoolSurvey[]
  /** The block that the last step handed out or took back. */
  readonly touched: Place | null
}

/** Pairs of arena and pool whose insides are wanted. */
export type WantedPools = readonly (readonly [arena: number, pool: number])[]

/** Reads an allocator: what figures and exercises draw without a Worker. */
export function snapshotHeap(
  heap: Allocator,
  wanted: WantedPools,
  touched: Place | null = null,
): HeapSnapshot {
  return {
    survey: surveyHeap(heap),
    insides: wanted.map(([arena, pool]) => surveyPool(heap, arena, pool)).filter((inside) => inside !== null),
    touched,
  }
}

/** Where the simulator's arenas lie (simulator/placement.ts); addresses are printed relative to it, as in the lessons. */
export const regionBase = ({ pointerBytes }: Profile): number =>
  pointerBytes === 8 ? 0x2000_0000_0000 : 0x4000_0000

/** An address as the course prints it: 0x4030. */
export const hexIn = (profile: Profile, address: number): string =>
  `0x${(address - regionBase(profile)).toString(16)}`
