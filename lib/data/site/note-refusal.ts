import 'server-only'
import { type ErrorCode, errors } from '#lib/domain/errors.ts'
import { log } from '#lib/server/log.ts'

/** A line in the log about what a page or a route refuses without an exception. Never with tokens: `about` is written down. */
export function noteRefusal(code: ErrorCode, about: Record<string, string | number | null>): void {
  log.info({ code, ...about }, errors[code].message)
}
