/** A step of a run in sentences made from its events. */
import { relativeEvent } from '#lib/domain/exercise/allocator-play.ts'
import { explainEvent } from '#lib/domain/exercise/explain.ts'
import { type Allocator, blockSize, type Pointer, poolPlace, type RecordedStep } from '#simulator/index.ts'
import { hexIn, regionBase } from '../drawing/snapshot.ts'
import type { ToldStep } from './run-view.ts'

/** The state has to stand behind the step. */
export function tellStep(heap: Allocator, { operation, pointer, events }: RecordedStep): ToldStep {
  const { profile } = heap
  const base = regionBase(profile)
  const name = (p: Pointer | null) => (p === null ? 'NULL' : typeof p === 'number' ? hexIn(profile, p) : p)
  const sentences = events.map((event) => ({
    event: event.type,
    text: explainEvent(
      relativeEvent(event, base),
      (sizeClass) => blockSize(profile, sizeClass),
      (pool, arena) => `Pool ${poolPlace(heap, arena, pool + base)} of arena ${arena}`,
    ),
  }))
  const call = (): string => {
    switch (operation.op) {
      case 'malloc':
        return `malloc(${operation.bytes})`
      case 'calloc':
        return `calloc(${operation.count}, ${operation.bytes})`
      case 'realloc':
        return `realloc(${name(operation.pointer)}, ${operation.bytes})`
      case 'free':
        return `free(${name(operation.pointer)})`
      case 'misalign':
        return 'arenas from now on lie otherwise'
      case 'stats':
        return 'the trace asks for the statistics here'
    }
  }
  if (sentences.length === 0 && operation.op === 'free')
    return { call: call(), returned: null, sentences: [{ event: null, text: 'free(NULL) does nothing.' }] }
  return { call: call(), returned: pointer === null ? null : name(pointer), sentences }
}
