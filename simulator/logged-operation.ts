/** From the log of a recording back to operations as values. */
import { toPointer } from './addresses.ts'
import type { Operation } from './allocator.ts'
import type { ObmallocState } from './state.ts'
import { CALLOC, FREE, MALLOC, MEM_DOMAIN, MISALIGN, REALLOC, type StepLog } from './step-log.ts'

/** An operation, or a line of a trace that asked for the statistics. */
export type LoggedOperation = Operation | { readonly op: 'stats' }

/** The operation at index `i` of the log; the state has to stand before it, since pointers are read from there. */
export function loggedOperation(s: ObmallocState, log: StepLog, i: number): LoggedOperation {
  const kind = log.kinds[i] as number
  const bytes = log.bytes[i] as number
  const domain = kind & MEM_DOMAIN ? 'mem' : 'object'
  const pointer = toPointer(s, log.targets[i] as number)
  switch (kind & ~MEM_DOMAIN) {
    case MALLOC:
      return { op: 'malloc', bytes, domain }
    case CALLOC:
      return { op: 'calloc', count: 1, bytes, domain }
    case REALLOC:
      return { op: 'realloc', pointer, bytes, domain }
    case FREE:
      return { op: 'free', pointer, domain }
    case MISALIGN:
      return { op: 'misalign', bytes: log.misalignments.get(i) ?? [] }
    default:
      return { op: 'stats' }
  }
}

/** An operation on the handle `target` (0 is null) as the log keeps it: its kind, with the domain's bit, and the bytes asked for. */
export function toLog(operation: Operation, target: number): { kind: number; bytes: number } {
  if (operation.op === 'misalign') return { kind: MISALIGN, bytes: 0 }
  const domain = operation.domain === 'mem' ? MEM_DOMAIN : 0
  switch (operation.op) {
    case 'free':
      return { kind: FREE + domain, bytes: 0 }
    case 'malloc':
      return { kind: MALLOC + domain, bytes: operation.bytes }
    case 'calloc':
      return { kind: CALLOC + domain, bytes: operation.count * operation.bytes }
    case 'realloc':
      return { kind: (target === 0 ? MALLOC : REALLOC) + domain, bytes: operation.bytes }
  }
}
