import { describe, expect, test } from 'vitest'
import { course, openShop } from '#tests/setup/shop.ts'

// Before the settings are read.
process.env.STRIPE_TAX = 'on'
const shop = await openShop()
const { stripe, orderOf } = shop
const { findReceipt } = await import('#lib/data/orders/find-receipt.ts')
const { findSessionOfEvent } = await import('#lib/server/stripe/events.ts')
const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
const { getPurchaseOrThrow } = await import('#lib/data/orders/get-purchase.ts')

const business = {
  country: 'DE',
  business: 'Ada GmbH',
  line1: 'Hauptstraße 1',
  postalCode: '10115',
  city: 'Berlin',
}
const asViewer = ({ userId, email }: { userId: string; email: string }, isOwner = false) => ({
  userId,
  email,
  isOwner,
  name: null,
  sessionId: 'x',
})

async function bought(billing: Record<string, string>) {
  const buyer = await shop.newUser()
  const { orderId, sessionId } = await shop.open(buyer)
  await shop.pay(sessionId, { billing })
  await fulfillCheckout(sessionId)
  return { buyer, sessionId, order: await orderOf(orderId) }
}

describe('with Stripe Tax and invoices', () => {
  test('the buyer pays the price that was shown; invoice, tax and country are kept with the order', async () => {
    const { order, sessionId } = await bought(business)
    expect(order).toMatchObject({ status: 'PAID', taxInCents: 463, country: 'DE' })
    expect(order.payments).toMatchObject([{ kind: 'CHARGE', amountInCents: 2900 }])
    const invoice = await stripe.invoices.retrieve(String(order.invoiceId))
    expect(invoice).toMatchObject({
      customer_name: 'Ada GmbH',
      metadata: { orderId: order.id },
      amount_paid: 2900,
    })
    expect(await findSessionOfEvent('invoice.paid', invoice.id)).toBe(sessionId)
  })

  test('a business of the EU with its VAT id owes the tax itself', async () => {
    const { order } = await bought({ ...business, vatId: 'DE123456789' })
    expect(order).toMatchObject({ status: 'PAID', taxInCents: 0 })
  })

  test('buyer and owner are led to the invoice’s PDF, nobody else', async () => {
    const { buyer, order } = await bought(business)
    const invoice = await stripe.invoices.retrieve(String(order.invoiceId))
    expect(invoice.invoice_pdf).toContain('/pdf')
    expect(await findReceipt(asViewer(buyer), order.number)).toBe(invoice.invoice_pdf)
    const pdf = await fetch(invoice.invoice_pdf ?? '')
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    const stranger = asViewer(await shop.newUser())
    await expect(findReceipt(stranger, order.number)).rejects.toMatchObject({ code: 'not_found' })
    expect(await findReceipt({ ...stranger, isOwner: true }, order.number)).toBe(invoice.invoice_pdf)
    // Its address runs out, so it is asked for anew each time and kept nowhere.
    const [{ kept } = { kept: 1n }] = await shop.db.$queryRaw<{ kept: bigint }[]>`
      SELECT count(*) AS kept FROM "Order" o WHERE o::text LIKE '%/pdf%' OR o::text LIKE '%/invoices/%'`
    expect(Number(kept)).toBe(0)
    await expect(findReceipt(null, order.number)).rejects.toMatchObject({ code: 'sign_in_required' })
    expect((await getPurchaseOrThrow(buyer.userId, order.number)).receipt).toBe('invoice')
  })

  test('the order is told before its payment, of which the provider knows the second alone', async () => {
    const { buyer, order } = await bought(business)
    const { events } = await getPurchaseOrThrow(buyer.userId, order.number)
    const told = events.toSorted((one, other) => one.at.getTime() - other.at.getTime())
    expect(told.map(({ what }) => what)).toEqual(['ORDERED', 'PAID'])
  })

  test('a price that does not say whether it holds the tax is replaced by one that does', async () => {
    const { data } = await stripe.prices.list({ lookup_keys: [`course-${course}`], active: true })
    expect(data).toMatchObject([{ tax_behavior: 'inclusive', unit_amount: 2900 }])
  })
})
