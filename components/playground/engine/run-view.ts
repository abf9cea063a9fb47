/** What the engine tells the page. Plain data: it crosses from the Worker by structured clone. */
import type { Counters, EventName, Pointer, RingLink } from '#simulator/index.ts'
import type { HeapSnapshot } from '../drawing/snapshot.ts'

/** How the allocator is set up. */
export interface Setup {
  /** A name of the engine's `profileNames`; it decides the bits, too. */
  readonly profile: string
  /** How far arenas lie off alignment, in bytes. */
  readonly misalignment: number
  readonly debugHooks: boolean
}

/** What a run is called and where it comes from. */
export interface RunAbout {
  readonly title: string
  /** Which entry of the list of programs it is; none for a run of somebody's own. */
  readonly offer?: string
  /**
   * For each operation of the trace (comments and blank steps not counted) the line of source that caused it, from 1; 0 where that
   * cannot be known. May be shorter than the trace.
   */
  readonly sourceLines?: Uint32Array<ArrayBuffer>
  /** The program itself, to show beside the picture. */
  readonly source?: string
  /** How the allocator is to be set up for it; as it is when left out. */
  readonly setup?: Setup
}

/** A run as a whole; changes when one is loaded or something is done by hand. */
export interface RunView {
  readonly title: string
  readonly offer: string | null
  readonly setup: Setup
  /** How many steps it has. */
  readonly length: number
  /** Where it stands now. */
  readonly position: number
  /** The most arenas that there are at once, at least 1. */
  readonly mostArenas: number
  readonly arenaBytes: number
  /** In at most 2,048 stretches of equal length. */
  readonly timeline: Timeline
  /** How often each event happens that can be jumped to. */
  readonly times: Readonly<Partial<Record<EventName, number>>>
  readonly canUndo: boolean
  readonly source: string | null
}

/** Columns of the plot: one entry for each stretch. */
export interface Timeline {
  readonly steps: Float64Array<ArrayBuffer>
  readonly mostInUse: Float64Array<ArrayBuffer>
  readonly mostArenas: Float64Array<ArrayBuffer>
}

/** One moment of a run: enough to draw it and to say what happened. */
export interface Frame {
  readonly position: number
  readonly snapshot: HeapSnapshot
  /** The step that led here, in words; null at the start. */
  readonly told: ToldStep | null
  /** Line of source that caused it, where it is known. */
  readonly sourceLine: number | null
  readonly arenas: number
  readonly liveBlocks: number
  /** Bytes in blocks that are handed out. */
  readonly bytesInUse: number
}

/** A step in words. */
export interface ToldStep {
  /** As a call: `malloc(100)`. */
  readonly call: string
  /** What it returned: an address, or libc's name; null where it returns nothing. */
  readonly returned: string | null
  /** One for each event, in the order in which the C code does things. */
  readonly sentences: readonly { readonly text: string; readonly event: EventName | null }[]
}

/** The lists beside the picture. Addresses are absolute. */
export interface Lists {
  readonly position: number
  /** `usable_arenas` from the head, at most {@link SHOWN} of them. */
  readonly usable: readonly { readonly arena: number; readonly nfreepools: number }[]
  readonly usableLength: number
  /** `nfp2lasta` where it points at an arena. */
  readonly fingers: readonly { readonly nfreepools: number; readonly arena: number }[]
  /** The rings of `usedpools` that are not empty. */
  readonly rings: readonly Ring[]
  readonly counters: Counters
  readonly pool: PoolDetail | null
  readonly arena: ArenaDetail | null
  /** Null unless it was asked for. */
  readonly statsText: string | null
}

/** So many entries of a list are told; how long it is stands beside them. */
export const SHOWN = 40

export interface RingPool {
  readonly arena: number
  readonly pool: number
  readonly address: number
  readonly count: number
  readonly blocks: number
}

export interface Ring {
  readonly sizeClass: number
  readonly blockSize: number
  readonly length: number
  /** The next to serve first. */
  readonly pools: readonly RingPool[]
}

export interface PoolDetail {
  readonly arena: number
  readonly pool: number
  readonly address: number
  readonly state: 'used' | 'full' | 'empty'
  readonly count: number
  readonly blocks: number
  readonly virginBlocks: number
  readonly blockSize: number
  readonly szidx: number
  readonly freeblock: number | null
  readonly nextpool: RingLink | null
  readonly prevpool: RingLink | null
  readonly nextoffset: number
  readonly maxnextoffset: number
  /** In list order; at most {@link SHOWN}. */
  readonly freeList: readonly number[]
  readonly freeLength: number
}

export interface ArenaDetail {
  readonly index: number
  readonly address: number
  readonly pool_address: number
  readonly nfreepools: number
  readonly ntotalpools: number
  readonly usable: boolean
  readonly nextarena: number | null
  readonly prevarena: number | null
  /** `freepools` in list order, as places in the arena. */
  readonly freepools: readonly number[]
}

/** What is known about a block. */
export interface BlockDetail {
  readonly address: number
  readonly state: 'live' | 'free' | 'virgin'
  readonly blockSize: number
  /** Place on its pool's free list, from 0, and what lies behind it there; null where it is not on it. */
  readonly order: number | null
  readonly next: number | null
  /** The step that handed it out, and what was asked for; null unless it is live. */
  readonly bornAt: number | null
  readonly bytes: number | null
  readonly sourceLine: number | null
}

/** Something that was not done: a sentence, and the line of a trace that is at fault. The former state stays. */
export interface Fault {
  readonly message: string
  readonly line?: number
}

export type Told<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault }

/** Sizes of a repeated request. */
export type Sizes =
  | { readonly kind: 'exactly'; readonly bytes: number }
  | { readonly kind: 'between'; readonly least: number; readonly most: number }
  /** Small ones often, large ones seldom: geometric, with this mean. */
  | { readonly kind: 'mostly-small'; readonly mean: number }

/** Something done by hand. Addresses are absolute. */
export type Deed =
  | { readonly op: 'malloc'; readonly sizes: Sizes; readonly times: number }
  | { readonly op: 'calloc'; readonly count: number; readonly bytes: number; readonly times: number }
  | { readonly op: 'realloc'; readonly pointer: Pointer | null; readonly bytes: number }
  | { readonly op: 'free'; readonly what: Freed }

/** `pointer` null is free(NULL); a share is of all live blocks, chosen at random. */
export type Freed =
  | { readonly pointer: Pointer | null }
  | { readonly age: 'newest' | 'oldest' }
  | { readonly share: number }

/** What a deed did. */
export interface Done {
  readonly run: RunView
  /** What the last request of it returned, as an absolute address or libc's name. */
  readonly returned: Pointer | null
  /** How many requests it was. */
  readonly requests: number
}
