/** Steps of a log, taken again. */
import { objectFree, objectMalloc, objectRealloc } from './pymalloc.ts'
import { noteRequest } from './requests.ts'
import { blockSize } from './size-class.ts'
import { type ObmallocState, SZIDX } from './state.ts'
import { CALLOC, FREE, MALLOC, MEM_DOMAIN, MISALIGN, REALLOC, type StepLog } from './step-log.ts'

/** Takes the steps from index `from` to before index `to`; the state has to stand before the first of them. */
export function replayLog(s: ObmallocState, log: StepLog, from: number, to: number): void {
  const { kinds, bytes, targets } = log
  const extra = s.debugBytes
  for (let i = from; i < to; i++) {
    const kind = (kinds[i] as number) & ~MEM_DOMAIN
    if (kind === FREE) objectFree(s, targets[i] as number)
    else if (kind === MALLOC || kind === CALLOC) objectMalloc(s, (bytes[i] as number) + extra)
    else if (kind === REALLOC) objectRealloc(s, targets[i] as number, (bytes[i] as number) + extra)
    else if (kind === MISALIGN) s.region.misalignment = log.misalignments.get(i) ?? s.region.misalignment
    if (s.requests !== null) noteAgain(s, log, i)
  }
}

function noteAgain(s: ObmallocState, log: StepLog, i: number): void {
  const result = log.results[i] as number
  const domain = (log.kinds[i] as number) & MEM_DOMAIN ? 'mem' : 'object'
  if (result !== 0) noteRequest(s, result, log.bytes[i] as number, domain)
}

/** By how many bytes the step at index `i`, which was just taken, changed what pymalloc's blocks hold (whole blocks). */
export function bytesTaken(s: ObmallocState, log: StepLog, i: number): number {
  const [result, target] = [log.results[i] as number, log.targets[i] as number]
  return result === target ? 0 : sizeOf(s, result) - sizeOf(s, target)
}

/** Of a block of pymalloc's; 0 for others. A pool keeps its class when it is emptied, and its header when its arena goes. */
const sizeOf = (s: ObmallocState, handle: number): number =>
  handle > 0 ? blockSize(s.profile, s.word(handle, SZIDX)) : 0
