import { type Context, Hono } from 'hono'
import { findPromotionOf } from '../stripe/engine/discounts.ts'
import { authenticate, type PayResult, pay } from '../stripe/engine/payments.ts'
import { enterPromotionCode } from '../stripe/engine/sessions.ts'
import { StripeProblem } from '../stripe/errors.ts'
import type { Session } from '../stripe/types.ts'
import { nowSeconds, type World } from '../stripe/world.ts'
import { contentSecurityPolicy } from '../web/guard.ts'
import { messagePage } from '../web/layout.ts'
import { type FieldErrors, fixedEmail, readPayment, readTyped, type Typed } from './form.ts'
import { invoicePage } from './invoice.ts'
import { invoicePdf } from './invoice-pdf.ts'
import { authenticationPage, checkoutPage } from './page.ts'
import { receiptPage } from './receipt.ts'

interface Said {
  typed?: Typed
  errors?: FieldErrors
  problem?: string
  codeProblem?: string
}

/** The buyer's pages: `/c/pay/:id`, its 3-D Secure step, and receipts. */
export function checkoutRoutes(world: World): Hono {
  const app = new Hono()

  app.get('/c/pay/:id', (context) => withOpen(context, (session) => show(context, session)))

  app.post('/c/pay/:id', (context) =>
    withOpen(context, async (session) => {
      const body = await context.req.parseBody()
      const typed = readTyped(body)
      if (typeof body.fill === 'string') {
        return show(context, session, {
          typed: { ...typed, method: 'card', number: body.fill, expiry: '12 / 34', cvc: '123' },
        })
      }
      const read = readPayment(session, typed, world.clock.now())
      if ('errors' in read) return show(context, session, { typed, errors: read.errors }, 422)
      return follow(context, session, pay(world, session.id, read.payment), typed)
    }),
  )

  app.post('/c/pay/:id/code', (context) =>
    withOpen(context, async (session) => {
      const { code, remove } = await context.req.parseBody()
      try {
        enterPromotionCode(world, session.id, remove === undefined ? String(code ?? '') : null)
      } catch (error) {
        if (!(error instanceof StripeProblem)) throw error
        return show(context, session, { codeProblem: error.message }, 422)
      }
      return context.redirect(`/c/pay/${session.id}`, 303)
    }),
  )

  app.get('/c/pay/:id/3ds', (context) =>
    withOpen(context, (session) => {
      allowForms(context, session)
      return context.html(authenticationPage(session))
    }),
  )

  app.post('/c/pay/:id/3ds', (context) =>
    withOpen(context, async (session) => {
      const { answer } = await context.req.parseBody()
      return follow(context, session, authenticate(world, session.id, answer === 'approve'))
    }),
  )

  app.get('/receipts/:id', (context) => {
    const charge = world.store.find('charge', context.req.param('id'))
    if (charge?.status !== 'succeeded')
      return context.html(messagePage('No such receipt', 'There is no paid charge of that id.'), 404)
    return context.html(receiptPage(charge))
  })

  app.get('/invoices/:id', (context) => {
    const invoice = world.store.find('invoice', context.req.param('id'))
    if (!invoice) return context.html(messagePage('No such invoice', 'There is no invoice of that id.'), 404)
    return context.html(invoicePage(invoice))
  })

  app.get('/invoices/:id/pdf', async (context) => {
    const invoice = world.store.find('invoice', context.req.param('id'))
    if (!invoice) return context.html(messagePage('No such invoice', 'There is no invoice of that id.'), 404)
    return context.body(await invoicePdf(invoice), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Invoice-${invoice.number}.pdf"`,
    })
  })

  function withOpen(
    context: Context,
    work: (session: Session) => Response | Promise<Response>,
  ): Response | Promise<Response> {
    const session = world.store.find('checkout.session', context.req.param('id') ?? '')
    if (!session)
      return context.html(
        messagePage('No such checkout', 'This sandbox knows no checkout of that address.'),
        404,
      )
    if (session.status === 'open' && session.expires_at > nowSeconds(world)) return work(session)
    const done = session.status === 'complete'
    const href = done
      ? session.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', session.id)
      : session.cancel_url
    const text = done
      ? 'This order is complete. Nothing more is to be paid.'
      : 'This checkout was open too long and has expired. Nothing was charged; start again from the shop.'
    // A second press of the button, after the first has paid.
    if (done && href && context.req.method === 'POST') return context.redirect(href, 303)
    const title = done ? 'You are all done here' : 'This checkout has expired'
    return context.html(messagePage(title, text, href ? { href, label: 'To the shop' } : undefined), 410)
  }

  function show(
    context: Context,
    session: Session,
    said: Said = {},
    status: 200 | 402 | 422 = 200,
  ): Response | Promise<Response> {
    allowForms(context, session)
    const { items } = world.store.findOrThrow('session_details', `${session.id}/details`)
    const typed =
      said.typed ?? readTyped({ email: fixedEmail(session) ?? session.customer_details?.email ?? '' })
    const promotionCode = findPromotionOf(world, session)
    const { errors = {}, problem, codeProblem } = said
    return context.html(
      checkoutPage({ session, items, promotionCode, typed, errors, problem, codeProblem }),
      status,
    )
  }

  function follow(
    context: Context,
    session: Session,
    result: PayResult,
    typed?: Typed,
  ): Response | Promise<Response> {
    if (result.outcome === 'complete') {
      const target = (result.session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id)
      return context.redirect(target, 303)
    }
    if (result.outcome === 'authenticate') return context.redirect(`/c/pay/${session.id}/3ds`, 303)
    const fresh = world.store.findOrThrow('checkout.session', session.id)
    return show(context, fresh, typed ? { typed, problem: result.message } : { problem: result.message }, 402)
  }

  /** Browsers hold a form's redirect to `form-action` too: the shop's own addresses must be in it. */
  function allowForms(context: Context, session: Session): void {
    const targets = [session.success_url, session.cancel_url]
      .filter((url) => url !== null)
      .map((url) => new URL(url).origin)
    context.header('content-security-policy', contentSecurityPolicy({ formTargets: [...new Set(targets)] }))
  }

  return app
}
