import { toFailure } from '#lib/data/site/actions.ts'
import { errors } from '#lib/domain/errors.ts'

/** A failure as JSON with its status; never kept by a cache. */
export function refuse(error: unknown): Response {
  const { code, message } = toFailure(error)
  return Response.json(
    { code, message },
    { status: errors[code].status, headers: { 'Cache-Control': 'private, no-store' } },
  )
}
