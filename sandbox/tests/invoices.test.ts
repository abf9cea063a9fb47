import { expect, test } from 'vitest'
import { control, openSession, postForm, sdk, start } from './kit.ts'

const card = {
  method: 'card',
  number: '4242 4242 4242 4242',
  expiry: '12/34',
  cvc: '123',
  email: 'ada@example.com',
}

test('a session with invoice_creation is invoiced to whom the buyer names, with the tax that the price holds', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const session = await openSession(stripe, {
    line_items: [
      {
        price_data: {
          currency: 'usd',
          unit_amount: 2900,
          tax_behavior: 'inclusive',
          product_data: { name: 'A course' },
        },
        quantity: 1,
      },
    ],
    automatic_tax: { enabled: true },
    tax_id_collection: { enabled: true },
    invoice_creation: { enabled: true, invoice_data: { metadata: { orderId: 'order-1' } } },
  })
  const path = `/c/pay/${session.id}`
  const form = await (await fetch(session.url ?? '')).text()
  expect(form).toContain('I am buying as a business')
  expect((await postForm(sandbox, path, card)).status).toBe(422)
  const wrong = await postForm(sandbox, path, { ...card, country: 'DE', vatId: '12' })
  expect(await wrong.text()).toContain('A VAT id begins with its country')
  const bill = { country: 'DE', business: 'Ada GmbH', vatId: '', city: 'Berlin' }
  expect((await postForm(sandbox, path, { ...card, ...bill })).status).toBe(303)

  const now = await stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice'] })
  expect(now).toMatchObject({ amount_total: 2900, total_details: { amount_tax: 463 } })
  const { invoice } = now
  if (invoice === null || typeof invoice === 'string') throw new Error('no invoice')
  expect(invoice).toMatchObject({
    status: 'paid',
    total: 2900,
    total_excluding_tax: 2437,
    customer_name: 'Ada GmbH',
    customer_address: { country: 'DE', city: 'Berlin' },
    metadata: { orderId: 'order-1' },
  })
  expect((await stripe.invoices.list({ status: 'paid' })).data.map(({ id }) => id)).toEqual([invoice.id])
  const page = await (await fetch(invoice.hosted_invoice_url ?? '')).text()
  expect(page).toContain('Ada GmbH')
  expect(page).toContain('$4.63')
  const pdf = await fetch(invoice.invoice_pdf ?? '')
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect((await pdf.text()).slice(0, 5)).toBe('%PDF-')
})

test('a VAT id of the EU reverses the charge; prices without a tax behaviour are refused', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  await expect(openSession(stripe, { automatic_tax: { enabled: true } })).rejects.toMatchObject({
    param: 'line_items',
  })
  const session = await openSession(stripe, {
    tax_id_collection: { enabled: true },
    invoice_creation: { enabled: true },
  })
  const billing = { country: 'FR', business: 'Ada SARL', vatId: 'FR 12 345678901' }
  await control(sandbox, '/payments', { session: session.id, billing })
  const now = await stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice'] })
  expect(now).toMatchObject({
    customer_details: { tax_ids: [{ type: 'eu_vat', value: 'FR12345678901' }] },
    total_details: { amount_tax: 0 },
    invoice: { customer_tax_ids: [{ type: 'eu_vat', value: 'FR12345678901' }] },
  })
})
