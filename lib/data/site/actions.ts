import 'server-only'
import { randomUUID } from 'node:crypto'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { hasActiveEntitlement } from '#lib/data/orders/has-active-entitlement.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { AppError, type ErrorCode, errors } from '#lib/domain/errors.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { log } from '#lib/server/log.ts'

/** What a form shows after its action ran. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; code: ErrorCode; message: string; fields?: Record<string, string>; logId?: string }

type Handler<S extends z.ZodType, C, T> = (input: z.infer<S>, context: C) => Promise<T>
type Action<T> = (input: unknown) => Promise<ActionResult<T>>

/** Turns anything thrown into the sentence for a person; the unexpected gets an id that stands in the log. */
export function toFailure(error: unknown): Extract<ActionResult<never>, { ok: false }> {
  if (error instanceof AppError) {
    log.info({ code: error.code }, error.message)
    return { ok: false, code: error.code, message: error.message }
  }
  const logId = randomUUID().slice(0, 8)
  log.error({ err: error, logId }, 'unexpected failure')
  return {
    ok: false,
    code: 'internal',
    message: `${errors.internal.message} (Number for us: ${logId})`,
    logId,
  }
}

function build<S extends z.ZodType, C, T>(
  schema: S,
  context: () => Promise<C>,
  handler: Handler<S, C, T>,
): Action<T> {
  return async (input) => {
    try {
      const granted = await context()
      const parsed = schema.safeParse(input instanceof FormData ? Object.fromEntries(input) : input)
      if (!parsed.success) {
        const fields: Record<string, string> = {}
        for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message
        log.info({ code: 'bad_input', fields: Object.keys(fields) }, 'refused')
        return { ok: false, code: 'bad_input', message: errors.bad_input.message, fields }
      }
      return { ok: true, data: await handler(parsed.data, granted) }
    } catch (error) {
      unstable_rethrow(error)
      return toFailure(error)
    }
  }
}

/** Anyone may do this. */
export function publicAction<S extends z.ZodType, T>(
  schema: S,
  handler: Handler<S, { viewer: Viewer | null }, T>,
): Action<T> {
  return build(schema, async () => ({ viewer: await getViewer() }), handler)
}

async function requireViewer(): Promise<Viewer> {
  const viewer = await getViewer()
  if (!viewer) throw new AppError('sign_in_required')
  return viewer
}

/** Only who is signed in. */
export function signedInAction<S extends z.ZodType, T>(
  schema: S,
  handler: Handler<S, { viewer: Viewer }, T>,
): Action<T> {
  return build(schema, async () => ({ viewer: await requireViewer() }), handler)
}

/** Only who holds the course that the input names. */
export function learnerAction<S extends z.ZodType<{ courseSlug: string }>, T>(
  schema: S,
  handler: Handler<S, { viewer: Viewer }, T>,
): Action<T> {
  return signedInAction(schema, async (input, { viewer }) => {
    if (!(await hasActiveEntitlement(viewer.userId, input.courseSlug))) throw new AppError('no_access')
    return handler(input, { viewer })
  })
}

/** Only the owner; to everybody else it does not exist. */
export function ownerAction<S extends z.ZodType, T>(
  schema: S,
  handler: Handler<S, { viewer: Viewer }, T>,
): Action<T> {
  return build(
    schema,
    async () => {
      const viewer = await getViewer()
      if (!viewer?.isOwner) throw new AppError('not_owner')
      return { viewer }
    },
    handler,
  )
}
