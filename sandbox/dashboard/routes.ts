import { type Context, Hono } from 'hono'
import { markInvoice } from '../btcpay/engine/invoices.ts'
import { archivePullPayment, createPullPayment, movePayout } from '../btcpay/engine/refunds.ts'
import { GreenfieldProblem } from '../btcpay/problem.ts'
import { closeDispute, openDispute } from '../stripe/engine/disputes.ts'
import { changeSwitches, resend } from '../stripe/engine/events.ts'
import { createRefund, failRefund, settleRefund } from '../stripe/engine/refunds.ts'
import { expireSession } from '../stripe/engine/sessions.ts'
import { settleLater } from '../stripe/engine/settle.ts'
import { invalidRequest, resourceMissing, StripeProblem } from '../stripe/errors.ts'
import type { Dispatcher } from '../stripe/webhooks/dispatcher.ts'
import type { World } from '../stripe/world.ts'
import { layout, type Markup, type Room } from '../web/layout.ts'
import { codesView, createCode, switchCode } from './codes.ts'
import { cryptoView } from './crypto.ts'
import { disputesView, refundsView, sessionsView } from './lists.ts'
import { minorUnits, paymentsView } from './payments.ts'
import { readSwitchesForm, webhooksView } from './webhooks.ts'

type View = (world: World, before?: string) => Markup

const views: Partial<Record<Room, { title: string; view: View }>> = {
  '/dashboard': { title: 'Payments', view: paymentsView },
  '/dashboard/sessions': { title: 'Checkouts', view: sessionsView },
  '/dashboard/refunds': { title: 'Refunds', view: refundsView },
  '/dashboard/disputes': { title: 'Disputes', view: disputesView },
  '/dashboard/crypto': { title: 'Crypto', view: cryptoView },
  '/dashboard/codes': { title: 'Promotion codes', view: codesView },
  '/dashboard/webhooks': { title: 'Webhooks', view: webhooksView },
}

/** The merchant's pages. Each action leads back to its list; what is refused is said there. */
export function dashboardRoutes(world: World, dispatcher: Dispatcher): Hono {
  const app = new Hono()

  for (const room of Object.keys(views) as Room[]) {
    app.get(room, (context) => show(context, room))
  }

  act('/dashboard/refunds/create', '/dashboard/refunds', (body) => {
    const charge = world.store.find('charge', body('charge'))
    if (!charge) throw resourceMissing('charge', body('charge'), 'charge')
    const amount = minorUnits(body('amount'), charge.currency)
    if (amount === null) throw invalidRequest('The amount must be a number such as 14.50.')
    createRefund(world, { charge: charge.id, amount })
  })
  act('/dashboard/refunds/:id/settle', '/dashboard/refunds', (body, id) =>
    body('status') === 'succeeded' ? settleRefund(world, id) : failRefund(world, id),
  )
  act('/dashboard/disputes/open', '/dashboard/disputes', (body) => openDispute(world, body('charge')))
  act('/dashboard/disputes/:id/close', '/dashboard/disputes', (body, id) =>
    closeDispute(world, id, body('status') === 'won' ? 'won' : 'lost'),
  )
  act('/dashboard/sessions/:id/expire', '/dashboard/sessions', (_, id) => expireSession(world, id))
  act('/dashboard/sessions/:id/settle', '/dashboard/sessions', (body, id) =>
    settleLater(world, id, body('status') === 'succeeded'),
  )
  act('/dashboard/codes', '/dashboard/codes', (body) =>
    createCode(world, body('code'), body('percent'), body('uses')),
  )
  act('/dashboard/codes/:id', '/dashboard/codes', (body, id) =>
    switchCode(world, id, body('active') === 'yes'),
  )
  act('/dashboard/webhooks/resend', '/dashboard/webhooks', (body) => {
    if (!world.store.find('event', body('event'))) throw resourceMissing('event', body('event'), 'event')
    resend(world, body('event'))
  })
  act('/dashboard/crypto/invoices/:id/settle', '/dashboard/crypto', (_, id) =>
    markInvoice(world, id, 'Settled'),
  )
  act('/dashboard/crypto/invoices/:id/invalidate', '/dashboard/crypto', (_, id) =>
    markInvoice(world, id, 'Invalid'),
  )
  act('/dashboard/crypto/invoices/:id/refund', '/dashboard/crypto', (_, id) =>
    createPullPayment(world, { invoiceId: id }),
  )
  act('/dashboard/crypto/pull-payments/:id/archive', '/dashboard/crypto', (_, id) =>
    archivePullPayment(world, id),
  )
  act('/dashboard/crypto/payouts/:id', '/dashboard/crypto', (body, id) => {
    const to = body('state')
    if (to === 'AwaitingPayment' || to === 'Completed' || to === 'Cancelled') movePayout(world, id, to)
  })
  act('/dashboard/crypto/resend', '/dashboard/crypto', (body) => {
    if (!world.store.find('btcpay.event', body('event')))
      throw resourceMissing('event', body('event'), 'event')
    resend(world, body('event'))
  })
  app.post('/dashboard/webhooks', async (context) => {
    const body = await context.req.parseBody()
    return attempt(context, '/dashboard/webhooks', () => {
      changeSwitches(world, readSwitchesForm(body))
      dispatcher.wake()
    })
  })

  function act(
    path: string,
    room: Room,
    work: (body: (name: string) => string, id: string) => unknown,
  ): void {
    app.post(path, async (context) => {
      const fields = await context.req.parseBody()
      const body = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
      return attempt(context, room, () => work(body, context.req.param('id') ?? ''))
    })
  }

  function attempt(context: Context, room: Room, work: () => unknown): Response | Promise<Response> {
    try {
      work()
      return context.redirect(room, 303)
    } catch (error) {
      if (error instanceof StripeProblem || error instanceof GreenfieldProblem)
        return show(context, room, error)
      throw error
    }
  }

  function show(
    context: Context,
    room: Room,
    problem?: StripeProblem | GreenfieldProblem,
  ): Response | Promise<Response> {
    const page = views[room]
    if (!page) return context.notFound()
    const before = context.req.query('before')
    const main = page.view(world, before)
    return context.html(
      layout({ title: page.title, room, main, notice: problem?.message }),
      problem?.status ?? 200,
    )
  }

  return app
}
