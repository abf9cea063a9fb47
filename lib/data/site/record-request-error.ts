import 'server-only'
import { log } from '#lib/server/log.ts'

/** Writes an unexpected failure of a page or route into the log, under the number that the person was shown. */
export function recordRequestError(error: unknown, request: { path: string; method: string }): void {
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
  // Without the query: links may carry tokens there.
  log.error(
    { err: error, digest, method: request.method, path: request.path.split('?')[0] },
    'request failed',
  )
}
