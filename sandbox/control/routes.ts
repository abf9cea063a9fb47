import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { readCryptoBooks } from '../btcpay/books.ts'
import * as btcpay from '../btcpay/control.ts'
import { btcpayEndpointChange, readBtcpayEndpoint, saveBtcpayEndpoint } from '../btcpay/engine/events.ts'
import { GreenfieldProblem } from '../btcpay/problem.ts'
import { deleteMessages, findMessage, listMessages, readBody } from '../mail/messages.ts'
import type { MailFaults } from '../mail/smtp.ts'
import { type Faults, faultsSchema } from '../stripe/api/faults.ts'
import { seedCatalog } from '../stripe/engine/catalog.ts'
import { closeDispute, openDispute } from '../stripe/engine/disputes.ts'
import {
  calmSwitches,
  changeSwitches,
  endpointChange,
  presentEvent,
  readEndpoint,
  readSwitches,
  resend,
  saveEndpoint,
} from '../stripe/engine/events.ts'
import { createRefund, failRefund, settleRefund } from '../stripe/engine/refunds.ts'
import { expireSession } from '../stripe/engine/sessions.ts'
import { settleLater } from '../stripe/engine/settle.ts'
import { StripeProblem } from '../stripe/errors.ts'
import type { Dispatcher } from '../stripe/webhooks/dispatcher.ts'
import { deliveriesOf } from '../stripe/webhooks/log.ts'
import type { World } from '../stripe/world.ts'
import { readBooks } from './books.ts'
import { payWithoutBrowser } from './pay.ts'
import * as bodies from './schemas.ts'

export interface Controlled {
  world: World
  dispatcher: Dispatcher
  apiFaults: Faults
  mailFaults: MailFaults
  defaultSecret: string
  btcpaySecret: string
  /** Moves the sandbox's clock forward. */
  advance(milliseconds: number): void
  /** Forgets everything but where webhooks go. */
  reset(): void
}

/** A refusal of the control API itself: 400 with what is wrong. */
class BadControl extends Error {}

/** The JSON control API under `/_sandbox`, for tests and scripts. */
export function controlRoutes(controlled: Controlled): Hono {
  const { world, dispatcher, mailFaults, apiFaults } = controlled
  const app = new Hono()

  app.onError((error, context) => {
    if (error instanceof GreenfieldProblem)
      return context.json({ error: { message: error.message } }, error.status)
    if (error instanceof StripeProblem) return context.json({ error: error.body }, error.status)
    if (error instanceof BadControl) return context.json({ error: { message: error.message } }, 400)
    throw error
  })

  app.post('/payments', async (context) =>
    context.json(payWithoutBrowser(world, await read(context, bodies.paymentBody))),
  )
  app.post('/sessions/:id/expire', (context) => context.json(expireSession(world, context.req.param('id'))))
  app.post('/sessions/:id/settle', async (context) => {
    const { status } = await read(context, bodies.settleBody)
    return context.json(settleLater(world, context.req.param('id'), status === 'succeeded'))
  })

  app.post('/refunds', async (context) =>
    context.json(createRefund(world, await read(context, bodies.refundBody))),
  )
  app.post('/refunds/:id', async (context) => {
    const { status } = await read(context, bodies.refundStatus)
    const id = context.req.param('id')
    return context.json(status === 'succeeded' ? settleRefund(world, id) : failRefund(world, id))
  })

  app.post('/disputes', async (context) => {
    const { charge, payment_intent, reason } = await read(context, bodies.disputeBody)
    return context.json(openDispute(world, charge ?? chargeOf(payment_intent), reason))
  })
  app.post('/disputes/:id', async (context) => {
    const { status } = await read(context, bodies.disputeVerdict)
    return context.json(closeDispute(world, context.req.param('id'), status))
  })

  app.post('/btcpay/invoices/:id/send', async (context) =>
    context.json(btcpay.sendCrypto(world, context.req.param('id'), await read(context, btcpay.sendBody))),
  )
  app.post('/btcpay/invoices/:id/end', async (context) =>
    context.json(btcpay.endInvoice(world, context.req.param('id'), await read(context, btcpay.endBody))),
  )
  app.post('/btcpay/invoices/:id/refund', async (context) =>
    context.json(
      btcpay.refundFromShop(world, context.req.param('id'), await read(context, btcpay.shopRefundBody)),
    ),
  )
  app.post('/btcpay/pull-payments/:id/claim', async (context) => {
    const { address, amount } = await read(context, btcpay.claimBody)
    return context.json(btcpay.claim(world, context.req.param('id'), address, amount))
  })
  app.post('/btcpay/pull-payments/:id/archive', (context) =>
    context.json(btcpay.archivePullPayment(world, context.req.param('id'))),
  )
  app.post('/btcpay/payouts/:id', async (context) => {
    const { state } = await read(context, btcpay.payoutBody)
    return context.json(btcpay.movePayout(world, context.req.param('id'), state))
  })
  app.post('/btcpay/endpoint', async (context) => {
    const change = await read(context, btcpayEndpointChange)
    saveBtcpayEndpoint(world, change && { secret: controlled.btcpaySecret, ...change })
    dispatcher.wake()
    return context.json({ endpoint: readBtcpayEndpoint(world)?.url ?? null })
  })

  app.get('/webhooks', (context) =>
    context.json({ endpoint: readEndpoint(world)?.url ?? null, ...readSwitches(world) }),
  )
  app.post('/webhooks/mode', async (context) => {
    const switches = changeSwitches(world, await read(context, bodies.webhookMode))
    dispatcher.wake()
    return context.json(switches)
  })
  app.post('/webhooks/endpoint', async (context) => {
    const change = await read(context, endpointChange)
    saveEndpoint(world, change && { secret: controlled.defaultSecret, ...change })
    dispatcher.wake()
    return context.json({ endpoint: readEndpoint(world)?.url ?? null })
  })
  app.post('/webhooks/resend', async (context) => {
    const { event } = await read(context, bodies.resendBody)
    if (!world.store.find('event', event) && !world.store.find('btcpay.event', event))
      throw new BadControl(`No such event: ${event}`)
    resend(world, event)
    return context.json({ resent: event })
  })
  app.post('/webhooks/flush', async (context) => {
    await dispatcher.settled()
    return context.json(countDeliveries())
  })
  app.get('/events', (context) => {
    const { data } = world.store.list('event', { limit: 100, where: { type: context.req.query('type') } })
    return context.json(
      data.map((event) => ({ ...presentEvent(world, event), deliveries: deliveriesOf(world, event.id) })),
    )
  })

  app.get('/messages', async (context) => {
    const messages = listMessages(world.store, context.req.query('to') || undefined)
    const whole = messages.map(async (message) => ({
      ...message,
      ...(await readBody(findMessage(world.store, message.id)?.raw ?? new Uint8Array())),
    }))
    return context.json(await Promise.all(whole))
  })
  app.delete('/messages', (context) => {
    deleteMessages(world.store)
    return context.json({ deleted: true })
  })
  app.post('/mail/mode', async (context) =>
    context.json(Object.assign(mailFaults, await read(context, bodies.mailMode))),
  )

  app.post('/api/faults', async (context) => {
    apiFaults.now = await read(context, faultsSchema)
    return context.json(apiFaults.now)
  })
  app.get('/books', (context) => context.json({ ...readBooks(world), crypto: readCryptoBooks(world) }))
  app.get('/clock', (context) => context.json({ nowMs: world.clock.now() }))
  app.post('/clock', async (context) => {
    const { advanceSeconds } = await read(context, bodies.clockBody)
    controlled.advance(advanceSeconds * 1000)
    await dispatcher.settled()
    return context.json({ nowMs: world.clock.now() })
  })
  app.post('/reset', (context) => {
    controlled.reset()
    calmSwitches(world)
    seedCatalog(world)
    return context.json({ reset: true })
  })
  app.all('*', (context) =>
    context.json({ error: { message: `No such control: ${context.req.method} ${context.req.path}` } }, 404),
  )

  function chargeOf(intentId: string | undefined): string {
    const intent = intentId === undefined ? undefined : world.store.find('payment_intent', intentId)
    if (!intent?.latest_charge) throw new BadControl('Give a charge, or a payment_intent that has one.')
    return intent.latest_charge
  }

  function countDeliveries(): Record<string, number> {
    const rows = world.store.db.prepare('SELECT state, count(*) AS number FROM delivery GROUP BY state').all()
    return Object.fromEntries(rows.map((row) => [String(row.state), Number(row.number)]))
  }

  return app
}

async function read<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> {
  const text = await context.req.text()
  if (text !== '' && !context.req.header('content-type')?.startsWith('application/json')) {
    throw new BadControl('Send JSON, with content-type: application/json.')
  }
  let body: unknown
  try {
    body = text === '' ? {} : JSON.parse(text)
  } catch {
    throw new BadControl('The body is not JSON.')
  }
  const result = schema.safeParse(body)
  if (!result.success) throw new BadControl(z.prettifyError(result.error))
  return result.data
}
