/**
 * CPython's small-object allocator, exact to the byte. The one public door of this folder: see `README.md`.
 */
export type { Pointer, RawPointer } from './addresses.ts'
export {
  Allocator,
  createAllocator,
  type Operation,
  type Outcome,
  type Step,
} from './allocator.ts'
export { Chronicle, type Stretch } from './chronicle.ts'
export {
  DEFAULT_PROFILE_NAME,
  type Profile,
  profile,
  profileFaults,
  profileNames,
  type RadixBits,
  toyProfile,
} from './constants.ts'
export type { ArenaChange, Change, PoolChange, StateDiff } from './diff.ts'
export { type EventName, eventNames } from './event-buffer.ts'
export type { AllocatorEvent } from './events.ts'
export {
  type ArenaView,
  type Counters,
  FREE_BLOCK,
  LIVE_BLOCK,
  type PoolView,
  type RingLink,
  VIRGIN_BLOCK,
} from './inspect.ts'
export { type AllocatorOptions, debugExtraBytes } from './options.ts'
export type { Placement, PlacementFunction, PlacementRequest, RegionPlacement } from './placement.ts'
export { type RecordedStep, Recording, type RecordingOptions, type Tail } from './recording.ts'
export { AllocatorRefusal, type RefusalCode } from './refusal.ts'
export { Replay, type ReplayOptions } from './replay.ts'
export type { Domain } from './requests.ts'
export { blockSize, blocksPerPool, classOf, poolsPerArena, sizeClasses, tailWaste } from './size-class.ts'
export type { AllocatorStats, ArenaMapStats, ClassStats } from './stats.ts'
export {
  type HeapSurvey,
  POOL_EMPTY,
  POOL_FULL,
  POOL_LOST,
  POOL_USED,
  POOL_VIRGIN,
  type PoolSurvey,
  placeOf,
  poolClass,
  poolCount,
  poolPlace,
  poolState,
  SURVEY_ARENA_WORDS,
  surveyHeap,
  surveyPool,
} from './survey.ts'
export {
  CALLOC,
  FREE,
  formatTrace,
  MALLOC,
  type PackedTrace,
  packTrace,
  REALLOC,
  STATS,
  TraceError,
  TraceReader,
  traceLine,
} from './trace.ts'
export { createTraceSimulation, type TraceSimulationOptions } from './trace-simulation.ts'
