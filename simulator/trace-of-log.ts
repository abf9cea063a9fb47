/** From the log of a recording back to a trace. */
import { FREE, MALLOC, MEM_DOMAIN, MISALIGN, REALLOC, STATS, type StepLog } from './step-log.ts'
import type { PackedTrace } from './trace.ts'

/** The steps of a log as a trace: each block gets an id of its own, in the order in which they were handed out, from 1. */
export function traceOf(log: StepLog): PackedTrace {
  const { length } = log
  const kinds = new Uint8Array(length)
  const ids = new Int32Array(length)
  const idOf = new Map<number, number>()
  let highest = 0
  for (let i = 0; i < length; i++) {
    const kind = (log.kinds[i] as number) & ~MEM_DOMAIN
    const target = log.targets[i] as number
    const result = log.results[i] as number
    // A trace cannot switch the misalignment, and free(NULL) does nothing: neither may shift the steps behind it.
    const isNothing = kind === MISALIGN || (kind === FREE && target === 0)
    kinds[i] = isNothing ? STATS : kind === REALLOC && target === 0 ? MALLOC : kind
    const known = target === 0 ? undefined : idOf.get(target)
    if (target !== 0) idOf.delete(target)
    const id = known ?? (result === 0 ? 0 : ++highest)
    if (result !== 0) idOf.set(result, id)
    ids[i] = id
  }
  return { length, kinds, ids, bytes: log.bytes.slice(0, length) }
}

/** Handles that are live after `position` steps, the one that was handed out first first. */
export function liveHandles(log: StepLog, position: number): number[] {
  const live = new Set<number>()
  for (let i = 0; i < position; i++) {
    live.delete(log.targets[i] as number)
    const result = log.results[i] as number
    if (result !== 0) live.add(result)
  }
  return [...live]
}
