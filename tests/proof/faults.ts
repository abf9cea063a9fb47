/**
 * Kills "the process" at the n-th await that leaves it: a statement to PostgreSQL or a call to a provider. Before it was sent, or after
 * it was done and before its answer came, or while it is on its way: then the provider does it later, when the next process is
 * at work already. From the kill on nothing more leaves, and every connection is cut, as with SIGKILL, until `live` starts the next
 * process.
 */
import pg from 'pg'
import type Stripe from 'stripe'

export interface Crash {
  /** How many awaits go well before. */
  after: number
  /** Whether the last one was carried out. */
  done: boolean
  /** A call to a provider that was not carried out arrives when the next process has made so many of its own. */
  late?: number | null
}

/** A provider does not answer in time, so many calls after each other: whether it did what was asked, nobody knows. */
export interface Silence extends Crash {
  calls: number
}

type Work = () => Promise<unknown>

export class Killed extends Error {}

let plan: Crash | null = null
let silence: Silence | null = null
let calls = 0
let isDead = false
let awaits = 0
const connections = new Map<pg.Client, Promise<void>>()
let cut: Promise<void>[] = []
let underWay: { work: Work; calls: number }[] = []

function die(): Killed {
  isDead = true
  for (const [client, ended] of connections) {
    socketOf(client).destroy()
    cut.push(ended)
  }
  connections.clear()
  return new Killed('the process was killed')
}

/** Whether this await is the one; throws when the process is dead already. */
function isLast(): Crash | null {
  if (isDead) throw new Killed('the process is dead')
  awaits += 1
  if (!plan || awaits <= plan.after) return null
  return plan
}

async function guarded<T>(
  work: () => Promise<T>,
  sendLater?: (work: Work, calls: number) => void,
): Promise<T> {
  const crash = isLast()
  if (!crash) {
    const result = await work()
    if (isDead) throw new Killed('the process is dead')
    return result
  }
  if (crash.done) await work().catch(() => undefined)
  else if (crash.late != null) sendLater?.(work, crash.late)
  throw die()
}

/** A call to a provider: it can be killed, arrive after its sender's death, or stay without an answer. */
function guardedCall<T>(work: () => Promise<T>): Promise<T> {
  return guarded(
    async () => {
      calls += 1
      await arrive(calls)
      if (!silence || calls <= silence.after || calls > silence.after + silence.calls) return work()
      if (silence.done) await work()
      throw Object.assign(new TypeError('ETIMEDOUT'), { code: 'ETIMEDOUT' })
    },
    (late, after) => underWay.push({ work: late, calls: after }),
  )
}

/** What dead processes asked a provider for is done there, once the living one has made so many calls. */
async function arrive(made: number): Promise<void> {
  const arriving = underWay.filter((one) => one.calls < made)
  underWay = underWay.filter((one) => one.calls >= made)
  for (const { work } of arriving) await work().catch(() => undefined)
}

/** Time passes: nothing that was sent by somebody who died is under way any more. */
export function arriveAll(): Promise<void> {
  return arrive(Number.POSITIVE_INFINITY)
}

type Query = (...args: unknown[]) => unknown
type Callback = (error: Error | null, result?: unknown) => void

/** The socket under a connection: `pg` keeps it, and its types do not say so. */
function socketOf(client: pg.Client): { destroy(): void } {
  return (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream
}

/** From now on connections of pools of this size (the product's; the queue's own have another) can be killed. Once, before it connects. */
export function watchDatabase(poolSize: number): void {
  const { Pool } = pg
  pg.Pool = class extends Pool {
    constructor(options?: pg.PoolConfig) {
      super(options)
      if (options?.max !== poolSize) return
      this.on('connect', (client) => watch(client as unknown as pg.Client))
    }
  }
}

function watch(client: pg.Client): void {
  const ended = new Promise<void>((done) => client.once('end', () => done()))
  connections.set(client, ended)
  void ended.then(() => connections.delete(client))
  // A connection that is cut while nobody listens must not end the test's own process.
  client.on('error', () => {})
  const query = client.query.bind(client) as Query
  const patched: Query = (...args) => {
    const callback = args.at(-1)
    const rest = typeof callback === 'function' ? args.slice(0, -1) : args
    const work = () =>
      new Promise((resolve, reject) => {
        query(...rest, (error: Error | null, result: unknown) => (error ? reject(error) : resolve(result)))
      })
    const result = guarded(work)
    if (typeof callback !== 'function') return result
    result.then(
      (value) => (callback as Callback)(null, value),
      (error: Error) => (callback as Callback)(error),
    )
    return undefined
  }
  Object.assign(client, { query: patched })
}

/** From now on calls to Stripe can be killed, and tries after a failure come at once. */
export function watchStripe(stripe: Stripe): void {
  const client = stripe.getApiField('httpClient')
  const makeRequest = client.makeRequest.bind(client)
  Object.assign(client, {
    makeRequest: (...args: Parameters<typeof makeRequest>) => guardedCall(() => makeRequest(...args)),
  })
  Object.assign(stripe, { getInitialNetworkRetryDelay: () => 0.001, getMaxNetworkRetryDelay: () => 0.001 })
}

/** From now on calls to BTCPay Server's API can be killed; the product makes them with `fetch`. */
export function watchBtcpay(url: string): void {
  const { fetch } = globalThis
  globalThis.fetch = (input, init) => {
    const isToBtcpay = input instanceof URL && input.href.startsWith(`${url}/api/v1/`)
    return isToBtcpay ? guardedCall(() => fetch(input, init)) : fetch(input, init)
  }
}

/** Lets a process live until its crash, or for ever, with a provider that answers or does not. The one before is quite dead by then. */
export async function live(crash: Crash | null, silent: Silence | null = null): Promise<void> {
  await Promise.all(cut)
  cut = []
  plan = crash
  isDead = false
  awaits = 0
  silence = silent
  calls = 0
}

/** Whether the process that was let live met its crash. */
export function wasKilled(): boolean {
  return isDead
}
