import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { z } from 'zod'
import { StripeProblem } from '../errors.ts'

/** How the API misbehaves: so many of the next calls, in that way. Kept in memory only. */
export const faultsSchema = z.strictObject({
  next: z.int().min(0).max(10_000),
  kind: z.enum(['server_error', 'rate_limit', 'cut', 'cut_after']),
  /** Only calls to this path, such as `/v1/refunds` or `/api/v1/stores/sandbox/invoices`. */
  path: z
    .string()
    .regex(/^\/(api\/)?v1\//)
    .optional(),
  delayMs: z.int().min(0).max(120_000).default(0),
})

export interface Faults {
  now: z.infer<typeof faultsSchema> | null
}

interface Fault {
  /** Whether the call fails before it did anything, or after all of it was done. */
  when: 'before' | 'after'
  respond(context: Context): Response
}

/** Takes one of the ordered faults for this call, if there is one, and waits as long as it says. */
export async function takeFault(faults: Faults, method: string, path: string): Promise<Fault | undefined> {
  const order = faults.now
  if (!order || order.next === 0 || (order.path !== undefined && order.path !== path)) return undefined
  order.next -= 1
  if (order.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, order.delayMs))
  const when = order.kind === 'cut_after' ? 'after' : 'before'
  return { when, respond: (context) => respond(order.kind, context, `${method} ${path}`) }
}

function respond(
  kind: 'server_error' | 'rate_limit' | 'cut' | 'cut_after',
  context: Context,
  call: string,
): Response {
  if (kind === 'server_error') {
    return context.json(
      {
        error: new StripeProblem(500, { type: 'api_error', message: `A simulated failure of ${call}.` }).body,
      },
      500,
    )
  }
  if (kind === 'rate_limit') {
    const body = {
      type: 'rate_limit_error',
      code: 'rate_limit',
      message: `A simulated rate limit of ${call}.`,
    } as const
    return context.json({ error: new StripeProblem(429, body).body }, 429)
  }
  cutConnection(context)
  return context.body(null)
}

/** Closes the socket without an answer, as a broken network does. */
function cutConnection(context: Context<{ Bindings: HttpBindings }>): void {
  context.env.incoming.socket.destroy()
}
