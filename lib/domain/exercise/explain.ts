/** Steps and events in sentences: what was asked, what came back, and what the allocator did about it. */
import type { AllocatorEvent } from '#simulator/index.ts'
import type { Address, Query } from './allocator-play.ts'
import { FIRST_STATE, type Ids, type PlayStep } from './play-text.ts'

/** `0x4030`, `raw#1`. */
export const hex = (address: Address): string =>
  typeof address === 'number' ? `0x${address.toString(16)}` : address

const count = (n: number, word: string) => `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`
const times = ({ list }: Ids) => (list.length === 1 ? '' : `${list.length.toLocaleString('en')} × `)
const which = ({ list, text }: Ids) => (list.length === 1 ? `block ${list[0]}` : `blocks ${text}`)

/** A step as a call: "31 × malloc(512)". */
export function stepTitle(step: PlayStep): string {
  const where =
    'state' in step && step.kind !== 'query' && step.state !== FIRST_STATE ? `${step.state}: ` : ''
  switch (step.kind) {
    case 'malloc':
      return `${where}${times(step.ids)}malloc(${step.bytes})`
    case 'calloc':
      return `${where}${times(step.ids)}calloc(${step.count}, ${step.bytes})`
    case 'realloc':
      return `${where}realloc(${which(step.ids)}, ${step.bytes})`
    case 'free':
      return `${where}free(${which(step.ids)})`
    case 'empty-pools':
      return `${where}empty ${count(step.pools, 'pool')} of arena ${step.arena}`
    case 'misalign':
      return `${where}arenas from now on lie ${step.bytes === 0 ? 'aligned' : `${hex(step.bytes)} off alignment`}`
    case 'query':
      return `${step.state}: address_in_range(block ${step.id})`
    case 'answer':
      return `answer locked: ${step.answer}`
    case 'lever':
      return `${step.lever} set to ${step.value}`
    case 'run':
      return 'run'
    case 'probe':
      return `looked at ${step.probe}`
  }
}

/** What address_in_range() answered. */
export const explainQuery = ({ state, id, address, inRange, arenas }: Query): string =>
  inRange
    ? `Yes: block ${id} at ${hex(address)} lies in an arena of ${state}.`
    : `No: block ${id} at ${hex(address)} lies in none of ${state}'s ${count(arenas, 'arena')}.`

const poolByAddress = (pool: number) => `Pool ${hex(pool)}`

/** One event in a sentence. `blockSize` is that of its class, where it has one; `poolName` begins a sentence. */
export function explainEvent(
  event: AllocatorEvent,
  blockSize: (sizeClass: number) => number,
  poolName: (pool: number, arena: number) => string = poolByAddress,
): string {
  const size = 'sizeClass' in event ? `${blockSize(event.sizeClass)}-byte class` : ''
  const pool = 'pool' in event ? poolName(event.pool, event.arena) : ''
  switch (event.type) {
    case 'HIT':
      return `${pool}, first in the ring of the ${size}, gave the block at ${hex(event.address)}.`
    case 'EXTEND':
      return `Its free list had run dry, so the next untouched block, ${hex(event.address)}, was put on it.`
    case 'POOL_FULL':
      return `${pool} is full with ${count(event.count, 'block')}, and left the ring of the ${size}.`
    case 'POOL_REUSED_SAME_CLASS':
      return `${pool} was empty and had served the ${size} before: its free list still stands, and gave ${hex(event.address)}.`
    case 'POOL_REINIT':
      return `${pool} was empty, had served the ${blockSize(event.previousClass)}-byte class, and was set up anew for the ${size}. First block: ${hex(event.address)}.`
    case 'POOL_CARVED':
      return `${pool} was carved from arena ${event.arena} for the ${size}. First block: ${hex(event.address)}.`
    case 'ARENA_NEW':
      return `The system gave arena ${event.arena} at ${hex(event.address)}, with room for ${count(event.ntotalpools, 'pool')}.`
    case 'ARENA_REFUSED':
      return 'The system gave no arena.'
    case 'VECTOR_GROWN':
      return event.from === 0
        ? `The list of arenas was set up with ${event.to} places.`
        : `The list of arenas grew from ${event.from} places to ${event.to}.`
    case 'ARENA_LEFT_LIST':
      return `That was the last free pool of arena ${event.arena}: it left usable_arenas.`
    case 'BLOCK_FREED':
      return `${hex(event.address)} went to the front of its pool's free list; ${count(event.count, 'block')} of the pool ${event.count === 1 ? 'is' : 'are'} still live.`
    case 'POOL_UNFULL':
      return `${pool} had been full, and is now first in the ring of the ${size}.`
    case 'POOL_EMPTY':
      return `${pool} is empty: it left its ring, and went to the free pools of arena ${event.arena}.`
    case 'CASE1':
      return `Case 1: arena ${event.arena} is wholly free, and not last in usable_arenas.`
    case 'CASE2':
      return `Case 2: this is arena ${event.arena}'s first free pool, so it goes to the head of usable_arenas.`
    case 'CASE3':
      return `Case 3: arena ${event.arena}, now with ${count(event.nfreepools, 'free pool')}, slides to just behind arena ${event.after}.`
    case 'CASE4':
      return `Case 4: arena ${event.arena}, now with ${count(event.nfreepools, 'free pool')}, stands in the right place already.`
    case 'ARENA_KEPT':
      return `Arena ${event.arena} is wholly free, and is kept: it is the last of the list.`
    case 'ARENA_RELEASED':
      return `Arena ${event.arena} went back to the system.`
    case 'REALLOC_KEPT':
      return `${event.bytes} bytes are more than three quarters of the block at ${hex(event.address)} and fit: it stays.`
    case 'REALLOC_MOVED':
      return `The block moved from ${hex(event.from)} to ${hex(event.to)}; ${count(event.copied, 'byte')} were copied.`
    case 'RAW':
      return event.bytes === 0
        ? `Zero bytes are outside pymalloc's 1 to 512: libc gave ${hex(event.pointer)}.`
        : `${count(event.bytes, 'byte')} are outside pymalloc's 1 to 512: libc gave ${hex(event.pointer)}.`
    case 'RAW_RESIZED':
      return `${hex(event.pointer)} is libc's and stays libc's: its realloc made it ${count(event.bytes, 'byte')}.`
    case 'RAW_FREED':
      return `${hex(event.pointer)} went back to libc.`
  }
}

/** The events of a step in sentences: of very many, the first and the last ones, and how many of each kind. */
export function explainEvents(
  events: readonly AllocatorEvent[],
  blockSize: (sizeClass: number) => number,
  most = 8,
): string[] {
  if (events.length <= most) return events.map((event) => explainEvent(event, blockSize))
  const kinds = new Map<string, number>()
  for (const { type } of events) kinds.set(type, (kinds.get(type) ?? 0) + 1)
  const told = [...kinds].map(([type, n]) => `${n.toLocaleString('en')} × ${type}`).join(', ')
  return [
    ...events.slice(0, 3).map((event) => explainEvent(event, blockSize)),
    `… ${events.length.toLocaleString('en')} events in all: ${told}. The last ones:`,
    ...events.slice(-3).map((event) => explainEvent(event, blockSize)),
  ]
}
