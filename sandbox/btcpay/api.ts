import { type Context, Hono } from 'hono'
import { type Faults, takeFault } from '../stripe/api/faults.ts'
import type { World } from '../stripe/world.ts'
import { storeId } from './engine/events.ts'
import { createInvoice, findInvoice, markInvoice } from './engine/invoices.ts'
import { createPullPayment, findPullPayment } from './engine/refunds.ts'
import * as params from './params.ts'
import { presentInvoice, presentPaymentMethods, presentPayouts, presentPullPayment } from './present.ts'
import { GreenfieldProblem } from './problem.ts'

export const btcpayApiKey = 'btcpay_sandbox_key'

/** The part of BTCPay Server's Greenfield API that the site uses, under `/api/v1`. */
export function btcpayApi(world: World, faults: Faults): Hono {
  const app = new Hono().basePath('/api/v1')
  const ofStore = '/stores/:store'

  app.onError((error, context) => {
    if (error instanceof GreenfieldProblem) return context.json(error.body, error.status)
    throw error
  })

  app.use(async (context, next) => {
    const pattern = context.req.path.replace(/(invoices|pull-payments)\/[^/]+/, '$1/:id')
    const fault = await takeFault(faults, context.req.method, pattern)
    if (fault?.when === 'before') return fault.respond(context)
    await next()
    if (fault) context.res = fault.respond(context)
  })
  app.use('/stores/:store/*', async (context, next) => {
    if (context.req.header('authorization') !== `token ${btcpayApiKey}`)
      throw new GreenfieldProblem(
        401,
        'unauthenticated',
        'Authentication is required for accessing this endpoint',
      )
    if (context.req.param('store') !== storeId)
      throw new GreenfieldProblem(403, 'missing-permission', 'Insufficient API Permissions for this store')
    await next()
  })

  app.post(`${ofStore}/invoices`, async (context) => {
    const { amount, currency, metadata, checkout } = params.readGreenfield(
      params.invoiceCreate,
      await body(context),
    )
    const { expirationMinutes, monitoringMinutes, redirectURL, redirectAutomatically } = checkout
    const invoice = createInvoice(world, {
      amount,
      currency,
      metadata,
      expirationMinutes,
      monitoringMinutes,
      redirectUrl: redirectURL ?? null,
      redirectsByItself: redirectAutomatically,
    })
    return context.json(presentInvoice(world, invoice))
  })
  app.get(`${ofStore}/invoices`, (context) => {
    const asked = params.readGreenfield(params.invoiceList, context.req.query())
    const { orderId, status, startDate, endDate, skip, take } = asked
    const created = { gte: startDate, lte: endDate }
    const found = world.store
      .list('btcpay.invoice', { created })
      .data.filter((one) => orderId === undefined || one.metadata.orderId === orderId)
      .filter((one) => status === undefined || one.status === status)
    return context.json(found.slice(skip, skip + take).map((one) => presentInvoice(world, one)))
  })
  app.get(`${ofStore}/invoices/:id`, (context) =>
    context.json(presentInvoice(world, findInvoice(world, context.req.param('id')))),
  )
  app.get(`${ofStore}/invoices/:id/payment-methods`, (context) =>
    context.json(presentPaymentMethods(findInvoice(world, context.req.param('id')))),
  )
  app.post(`${ofStore}/invoices/:id/status`, async (context) => {
    const { status } = params.readGreenfield(params.statusMark, await body(context))
    return context.json(presentInvoice(world, markInvoice(world, context.req.param('id'), status)))
  })
  app.post(`${ofStore}/invoices/:id/refund`, async (context) => {
    const asked = params.readGreenfield(params.refundCreate, await body(context))
    const { name, description, customAmount: amount, customCurrency: currency } = asked
    const custom = amount !== undefined && currency !== undefined ? { amount, currency } : undefined
    const pull = createPullPayment(world, { invoiceId: context.req.param('id'), name, description, custom })
    return context.json(presentPullPayment(world, pull))
  })
  app.get(`${ofStore}/pull-payments`, (context) => {
    const { includeArchived } = params.readGreenfield(params.pullPaymentList, context.req.query())
    const { data } = world.store.list('btcpay.pull_payment')
    const shown = data.filter(({ archived }) => includeArchived || !archived)
    return context.json(shown.map((one) => presentPullPayment(world, one)))
  })
  app.get('/pull-payments/:id/payouts', (context) => {
    const { includeCancelled } = params.readGreenfield(params.payoutList, context.req.query())
    const payouts = presentPayouts(findPullPayment(world, context.req.param('id')))
    return context.json(payouts.filter(({ state }) => includeCancelled || state !== 'Cancelled'))
  })
  app.all('/*', (context) =>
    context.json(
      { code: 'not-played', message: `The sandbox does not play ${context.req.method} ${context.req.path}` },
      404,
    ),
  )
  return app
}

async function body(context: Context): Promise<unknown> {
  try {
    return await context.req.json()
  } catch {
    throw new GreenfieldProblem(400, 'invalid-json', 'The body is not JSON')
  }
}
