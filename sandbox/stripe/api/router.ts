import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { newId } from '../../core/ids.ts'
import { apiVersion } from '../engine/events.ts'
import { invalidRequest, StripeProblem } from '../errors.ts'
import { decodeForm, type Form } from '../form.ts'
import { readParams } from '../params/kit.ts'
import { nowSeconds, type World } from '../world.ts'
import { catalogEndpoints } from './catalog.ts'
import { checkoutEndpoints } from './checkout.ts'
import type { Endpoint } from './endpoint.ts'
import { expandObject } from './expand.ts'
import { type Faults, takeFault } from './faults.ts'
import { invoiceEndpoints } from './invoices.ts'
import { moneyEndpoints } from './money.ts'

/** The key that the sandbox takes. It is no secret: it opens nothing but this machine's play money. */
export const sandboxApiKey = 'sk_test_sandbox'

const oneMegabyte = 1_048_576

interface Answer {
  status: ContentfulStatusCode
  body: string
  requestId: string
  replayed: boolean
}

/** Stripe's API under `/v1`. */
export function stripeApi(world: World, faults: Faults): Hono {
  const app = new Hono()
  app.use(
    '/v1/*',
    bodyLimit({
      maxSize: oneMegabyte,
      onError: (context) => refuse(context, invalidRequest('The request body is larger than 1 MB.')),
    }),
  )
  for (const one of [...catalogEndpoints, ...checkoutEndpoints, ...moneyEndpoints, ...invoiceEndpoints]) {
    app.on(one.method, one.path, (context) => answer(world, faults, one, context))
  }
  app.onError((error, context) => {
    console.error(error)
    return refuse(
      context,
      new StripeProblem(500, { type: 'api_error', message: 'The sandbox failed; its log says why.' }),
    )
  })
  app.all('/v1/*', (context) => {
    const where = `${context.req.method}: ${context.req.path}`
    const body = { type: 'invalid_request_error', message: `Unrecognized request URL (${where}).` } as const
    return refuse(context, keyProblem(context) ?? new StripeProblem(404, body))
  })
  return app
}

async function answer(world: World, faults: Faults, one: Endpoint, context: Context): Promise<Response> {
  const problem = keyProblem(context) ?? versionProblem(context)
  if (problem) return refuse(context, problem)
  const text = one.method === 'POST' ? await context.req.text() : new URL(context.req.url).search.slice(1)
  const fault = await takeFault(faults, one.method, one.path)
  if (fault?.when === 'before') return fault.respond(context)
  const key = one.method === 'POST' ? (context.req.header('idempotency-key') ?? null) : null
  try {
    const result = perform(world, one, context.req.path, context.req.param('id') ?? '', text, key)
    if (fault) return fault.respond(context)
    return send(context, result, key)
  } catch (error) {
    if (error instanceof StripeProblem) return refuse(context, error)
    throw error
  }
}

/** Answers once per idempotency key: the stored answer is given again, other parameters are refused. */
function perform(
  world: World,
  one: Endpoint,
  path: string,
  id: string,
  text: string,
  key: string | null,
): Answer {
  const fingerprint = createHash('sha256').update(`${path}?${text}`).digest('hex')
  const stored =
    key === null ? undefined : world.store.db.prepare('SELECT * FROM idempotency WHERE key = ?').get(key)
  if (stored) {
    if (stored.fingerprint !== fingerprint) throw otherParameters(String(key))
    return {
      status: Number(stored.status) as ContentfulStatusCode,
      body: String(stored.body),
      requestId: String(stored.request_id),
      replayed: true,
    }
  }
  const requestId = newId('req_', 14)
  // Refusals of the parameters themselves are not remembered, so that the same key can be used again.
  const form = decodeForm(text)
  const params = readParams(one.schema, form)
  const remember = (answer: Omit<Answer, 'requestId' | 'replayed'>): Answer => {
    if (key !== null) {
      world.store.db
        .prepare(
          'INSERT INTO idempotency (key, fingerprint, status, body, request_id, created) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(key, fingerprint, answer.status, answer.body, requestId, nowSeconds(world))
    }
    return { ...answer, requestId, replayed: false }
  }
  try {
    world.request = { id: requestId, idempotencyKey: key }
    return world.store.transaction(() => {
      const object = expandObject(world, one.handle(world, params, id), expandPaths(form))
      return remember({ status: 200, body: JSON.stringify(object, null, 2) })
    })
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error
    return remember({ status: error.status, body: JSON.stringify({ error: error.body }, null, 2) })
  } finally {
    world.request = null
  }
}

/** The schemas have already seen to it that this is a list of texts. */
function expandPaths(form: Form): string[] {
  return Array.isArray(form.expand) ? form.expand.map(String) : []
}

function otherParameters(key: string): StripeProblem {
  return new StripeProblem(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  })
}

function keyProblem(context: Context): StripeProblem | undefined {
  const header = context.req.header('authorization') ?? ''
  const [scheme = '', credentials = ''] = header.split(' ')
  const key =
    scheme.toLowerCase() === 'basic'
      ? Buffer.from(credentials, 'base64').toString().split(':')[0]
      : credentials
  if (!key) {
    const message =
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
    return new StripeProblem(401, { type: 'invalid_request_error', message })
  }
  if (key === sandboxApiKey) return undefined
  return new StripeProblem(401, {
    type: 'invalid_request_error',
    message: `Invalid API Key provided: ${key.slice(0, 7)}****${key.slice(-4)}`,
  })
}

function versionProblem(context: Context): StripeProblem | undefined {
  const wanted = context.req.header('stripe-version')
  if (wanted === undefined || wanted === apiVersion) return undefined
  return invalidRequest(`The sandbox speaks API version ${apiVersion}, not ${wanted}.`)
}

function send(context: Context, result: Answer, key: string | null): Response {
  context.header('request-id', result.requestId)
  context.header('stripe-version', apiVersion)
  if (key !== null) context.header('idempotency-key', key)
  if (result.replayed) context.header('idempotent-replayed', 'true')
  context.header('content-type', 'application/json')
  return context.body(result.body, result.status)
}

function refuse(context: Context, problem: StripeProblem): Response {
  const body = JSON.stringify({ error: problem.body }, null, 2)
  return send(context, { status: problem.status, body, requestId: newId('req_', 14), replayed: false }, null)
}
