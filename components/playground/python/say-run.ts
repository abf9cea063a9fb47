/** What came of a run, in sentences. */

import type { PythonRun } from './python-runner.ts'
import { MAX_REQUESTS } from './request-log.ts'

const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** How it ended, and how much was recorded. */
export function sayEnd(run: PythonRun): string {
  const recorded =
    run.requests === 0
      ? 'It asked for no memory that could be recorded; the picture is as it was.'
      : `${count(run.requests, 'request was', 'requests were')} recorded.`
  const at = run.line === null ? '' : ` at line ${run.line}`
  switch (run.how) {
    case 'finished':
      return `Your program ran to its end. ${recorded}`
    case 'error':
      return `Python stopped your program${at}, with the error below. ${recorded}`
    case 'interrupted':
      return `Stopped${at}. ${recorded}`
    case 'killed':
      return `Stopped by force: the program was busy and did not listen. ${recorded}`
    case 'full':
      return `${count(MAX_REQUESTS, 'request is', 'requests are')} the limit. Your program reached it${at} and was stopped there; what it did until then is all recorded.`
  }
}

/** What is left out of this recording; null when nothing is. */
export function sayLeftOut({ olderFreed, olderResized }: PythonRun): string | null {
  const parts = [
    olderFreed > 0 &&
      `${count(olderFreed, 'free of a block', 'frees of blocks')} that Python had before your program began, left out`,
    olderResized > 0 && `${count(olderResized, 'such block', 'such blocks')} resized, recorded as new`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? null : `${parts.join('; ')}.`
}
