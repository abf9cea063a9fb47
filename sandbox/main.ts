// Stand-ins for what a fresh machine has no account for: Stripe, BTCPay Server and a post office. See README.md.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { btcpayApi, btcpayApiKey } from './btcpay/api.ts'
import { saveBtcpayEndpoint, storeId } from './btcpay/engine/events.ts'
import { btcpayPages } from './btcpay/pages.ts'
import { checkoutRoutes } from './checkout/routes.ts'
import { controlRoutes } from './control/routes.ts'
import { type Clock, systemClock } from './core/clock.ts'
import { Store } from './core/store.ts'
import { dashboardRoutes } from './dashboard/routes.ts'
import { mailRoutes } from './mail/pages.ts'
import { type MailFaults, startMailCatcher } from './mail/smtp.ts'
import type { SandboxOptions } from './options.ts'
import { readSettings } from './settings.ts'
import type { Faults } from './stripe/api/faults.ts'
import { sandboxApiKey, stripeApi } from './stripe/api/router.ts'
import { seedCatalog } from './stripe/engine/catalog.ts'
import { saveEndpoint } from './stripe/engine/events.ts'
import { StripeProblem } from './stripe/errors.ts'
import { type DispatcherOptions, startDispatcher } from './stripe/webhooks/dispatcher.ts'
import type { Delays, World } from './stripe/world.ts'
import { contentSecurityPolicy, guard, headers } from './web/guard.ts'
import { messagePage } from './web/layout.ts'
import { stylesheet } from './web/stylesheet.ts'

export type { SandboxOptions }

export interface Sandbox {
  url: string
  /** What the official SDK takes: `new Stripe(apiKey, { host, port, protocol })`. */
  stripe: { host: string; port: number; protocol: 'http'; apiKey: string }
  smtp: { host: string; port: number }
  /** What the site's settings for BTCPay Server take. */
  btcpay: { url: string; apiKey: string; storeId: string }
  mailboxUrl: string
  dashboardUrl: string
  stop(): Promise<void>
}

const host = '127.0.0.1'
const minute = 60_000
const hour = 60 * minute

const defaultDelays: Delays = {
  disputeAfterMs: 2 * minute,
  refundFailsAfterMs: minute,
  refundSettlesAfterMs: minute,
  confirmsAfterMs: minute,
}

/** About three days in all, as Stripe does for live events, but sooner at first. */
const defaultRetryDelaysMs = [
  1000,
  5000,
  30_000,
  2 * minute,
  10 * minute,
  hour,
  5 * hour,
  12 * hour,
  24 * hour,
  24 * hour,
]

/** Starts everything; rejects when a port is taken or the state cannot be opened. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const store = new Store(options.dataDir)
  const base = options.clock ?? systemClock
  const clock: Clock = { now: () => base.now() + Number(store.setting('clock_offset_ms') ?? 0) }
  let url = ''
  const world: World = {
    store,
    clock,
    delays: { ...defaultDelays, ...options.delays },
    publicUrl: () => url,
    silent: false,
    request: null,
  }
  const btcpaySecret = options.btcpayWebhookSecret ?? options.webhookSecret
  const endpoint = { url: options.webhookUrl ?? '', secret: options.webhookSecret }
  if (options.webhookUrl !== undefined) saveEndpoint(world, endpoint)
  if (options.btcpayWebhookUrl !== undefined)
    saveBtcpayEndpoint(world, { url: options.btcpayWebhookUrl, secret: btcpaySecret })
  seedCatalog(world)
  const dispatcherOptions: DispatcherOptions = {
    retryDelaysMs: options.retryDelaysMs ?? defaultRetryDelaysMs,
    timeoutMs: 20_000,
    maximumSleepMs: options.clock ? 20 : 30_000,
  }
  const dispatcher = startDispatcher(world, dispatcherOptions)
  store.onCommit(dispatcher.wake)
  const apiFaults: Faults = { now: null }
  const mailFaults: MailFaults = { refuseNext: 0, refuseAll: false }

  function reset(): void {
    const kept = ['endpoint', 'btcpay_endpoint'].map((key) => [key, store.setting(key)] as const)
    store.clear()
    for (const [key, value] of kept) if (value !== undefined) store.saveSetting(key, value)
    apiFaults.now = null
    Object.assign(mailFaults, { refuseNext: 0, refuseAll: false })
  }

  function advance(milliseconds: number): void {
    store.transaction(() => {
      store.saveSetting('clock_offset_ms', Number(store.setting('clock_offset_ms') ?? 0) + milliseconds)
    })
  }

  const app = new Hono()
  app.use(guard, headers, async (context, next) => {
    context.header('content-security-policy', contentSecurityPolicy())
    context.header('cache-control', 'no-store')
    await next()
  })
  app.onError((error, context) => {
    if (error instanceof StripeProblem) {
      return context.html(messagePage('This cannot be done', error.message), error.status)
    }
    console.error(error)
    return context.html(messagePage('The sandbox failed', 'Its log says why.'), 500)
  })
  app.notFound((context) =>
    context.html(
      messagePage('No such page', 'The sandbox has no page here.', {
        href: '/dashboard',
        label: 'To the dashboard',
      }),
      404,
    ),
  )
  app.get('/', (context) => context.redirect('/dashboard'))
  app.get('/style.css', (context) =>
    context.body(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8' }),
  )
  const control = {
    world,
    dispatcher,
    apiFaults,
    mailFaults,
    defaultSecret: options.webhookSecret,
    btcpaySecret,
    advance,
    reset,
  }
  app.route('/_sandbox', controlRoutes(control))
  app.route('/', stripeApi(world, apiFaults))
  app.route('/', btcpayApi(world, apiFaults))
  app.route('/', btcpayPages(world))
  app.route('/', checkoutRoutes(world))
  app.route('/', dashboardRoutes(world, dispatcher))
  app.route('/', mailRoutes(store, mailFaults))

  const opened: (() => Promise<void>)[] = []
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= end()
    return stopping
  }

  async function end(): Promise<void> {
    await dispatcher.stop()
    await Promise.all(opened.map((close) => close()))
    store.close()
  }

  try {
    const mail = await startMailCatcher(store, clock, mailFaults, options.smtpPort)
    opened.push(mail.stop)
    const web = await listen(app, options.port)
    opened.push(web.close)
    url = `http://${host}:${web.port}`
    return {
      url,
      stripe: { host, port: web.port, protocol: 'http', apiKey: sandboxApiKey },
      btcpay: { url, apiKey: btcpayApiKey, storeId },
      smtp: { host, port: mail.port },
      mailboxUrl: `${url}/mail`,
      dashboardUrl: `${url}/dashboard`,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function listen(app: Hono, port: number): Promise<{ port: number; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address) => {
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed())
          if ('closeAllConnections' in server) server.closeAllConnections()
        })
      resolve({ port: address.port, close })
    })
    server.once('error', reject)
  })
}

async function runFromCommandLine(): Promise<void> {
  const sandbox = await startSandbox(readSettings(process.env))
  const { url, stripe, btcpay, smtp, mailboxUrl, dashboardUrl } = sandbox
  console.log(JSON.stringify({ ready: true, url, stripe, btcpay, smtp, mailboxUrl, dashboardUrl }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.stop().then(() => process.exit(0)))
  }
}

if (import.meta.main) {
  runFromCommandLine().catch((error: unknown) => {
    console.error(`The sandbox did not start: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  })
}
