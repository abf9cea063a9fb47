// What the tests of the sandbox share: a running one, the official SDK, and a receiver of webhooks.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { onTestFinished } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../main.ts'

export const webhookSecret = 'whsec_test_of_the_sandbox'

export function newDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  return dataDir
}

/** A sandbox that ends with the test. */
export async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const dataDir = options.dataDir ?? newDataDir()
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, webhookSecret, ...options, dataDir })
  onTestFinished(() => sandbox.stop())
  return sandbox
}

export function sdk(sandbox: Sandbox, apiKey = sandbox.stripe.apiKey): Stripe {
  const { host, port, protocol } = sandbox.stripe
  return new Stripe(apiKey, { host, port, protocol, maxNetworkRetries: 0 })
}

export interface Receiver {
  url: string
  /** The verified events, in the order of their arrival. */
  events: Stripe.Event[]
  /** What is answered; 200 unless changed. */
  answer: { status: number }
}

/** An HTTP server that checks signatures as the app does. */
export async function receiver(): Promise<Receiver> {
  const received: Receiver = { url: '', events: [], answer: { status: 200 } }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const signature = request.headers['stripe-signature'] ?? ''
      received.events.push(Stripe.webhooks.constructEvent(Buffer.concat(parts), signature, webhookSecret))
      response.writeHead(received.answer.status).end('seen')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  const address = server.address()
  received.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/webhook`
  return received
}

/** A call of the control API; throws when it is refused. */
export async function control(
  sandbox: Sandbox,
  path: string,
  body?: unknown,
  method = 'POST',
): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(JSON.stringify(answer))
  return answer
}

/** Posts one of the forms of the pages, as a browser does. */
export function postForm(
  sandbox: Sandbox,
  path: string,
  fields: Record<string, string>,
  origin = sandbox.url,
): Promise<Response> {
  return fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin },
    redirect: 'manual',
  })
}

export const flush = (sandbox: Sandbox) => control(sandbox, '/webhooks/flush')

/** A session for a course of $29, as the app opens it. */
export async function openSession(
  stripe: Stripe,
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [
      { price_data: { currency: 'usd', unit_amount: 2900, product_data: { name: 'A course' } }, quantity: 1 },
    ],
    success_url: 'http://localhost:3000/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:3000/course',
    customer_creation: 'always',
    allow_promotion_codes: true,
    client_reference_id: 'order-1',
    metadata: { orderId: 'order-1' },
    payment_intent_data: { metadata: { orderId: 'order-1' } },
    ...more,
  })
}

/** Pays a session with a card, and gives it back with its intent and charge. */
export async function paid(sandbox: Sandbox, stripe: Stripe, card = '4242424242424242') {
  const session = await openSession(stripe)
  await control(sandbox, '/payments', { session: session.id, card, email: 'ada@example.com' })
  const now = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge'],
  })
  const intent = now.payment_intent
  if (intent === null || typeof intent === 'string') throw new Error('The session has no payment intent.')
  const charge = intent.latest_charge
  if (charge === null || typeof charge === 'string') throw new Error('The intent has no charge.')
  return { session: now, intent, charge }
}
