import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { control, flush, openSession, paid, postForm, receiver, sdk, start } from './kit.ts'

const card = {
  method: 'card',
  number: '4242 4242 4242 4242',
  expiry: '12/34',
  cvc: '123',
  email: 'ada@example.com',
}

test('a session is opened, paid on its page, told by webhook and retrieved', async () => {
  const hook = await receiver()
  const sandbox = await start({ webhookUrl: hook.url })
  const stripe = sdk(sandbox)
  const session = await openSession(stripe)
  expect(session).toMatchObject({
    status: 'open',
    payment_status: 'unpaid',
    amount_total: 2900,
    payment_intent: null,
  })

  const page = await fetch(session.url ?? '')
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Pay $29.00')
  const answer = await postForm(sandbox, `/c/pay/${session.id}`, card)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`http://localhost:3000/done?session=${session.id}`)

  await flush(sandbox)
  const types = hook.events.map((event) => event.type)
  expect(types).toEqual(
    expect.arrayContaining(['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed']),
  )
  const now = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['line_items', 'payment_intent.latest_charge', 'customer'],
  })
  expect(now).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    url: null,
    customer: { email: 'ada@example.com' },
    customer_details: { email: 'ada@example.com' },
    line_items: { data: [{ amount_total: 2900, quantity: 1 }] },
    payment_intent: { status: 'succeeded', metadata: { orderId: 'order-1' }, latest_charge: { paid: true } },
  })
})

test.each([
  ['4000000000000002', 'generic_decline', 'Your card was declined.'],
  ['4000000000009995', 'insufficient_funds', 'Your card has insufficient funds.'],
  ['4111111111111111', 'test_mode_live_card', 'Your card was declined. Your request was in test mode'],
])('card %s is declined with %s, and another card may be tried', async (number, code, message) => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const session = await openSession(stripe)
  const answer = await postForm(sandbox, `/c/pay/${session.id}`, { ...card, number })
  expect(answer.status).toBe(402)
  expect(await answer.text()).toContain(message)
  const declined = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
  expect(declined).toMatchObject({
    status: 'open',
    payment_intent: { status: 'requires_payment_method', last_payment_error: { decline_code: code } },
  })
  await postForm(sandbox, `/c/pay/${session.id}`, card)
  const now = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
  expect(now).toMatchObject({
    payment_status: 'paid',
    payment_intent: { status: 'succeeded', last_payment_error: null },
  })
})

test.each([['approve'], ['fail']])('3-D Secure: %s', async (answer) => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const session = await openSession(stripe)
  const tried = await postForm(sandbox, `/c/pay/${session.id}`, { ...card, number: '4000002500003155' })
  expect(tried.headers.get('location')).toBe(`/c/pay/${session.id}/3ds`)
  const waiting = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
  expect(waiting).toMatchObject({ payment_status: 'unpaid', payment_intent: { status: 'requires_action' } })
  const done = await postForm(sandbox, `/c/pay/${session.id}/3ds`, { answer })
  const now = await stripe.checkout.sessions.retrieve(session.id)
  expect([done.status, now.payment_status]).toEqual(answer === 'approve' ? [303, 'paid'] : [402, 'unpaid'])
})

test('a code for all of the price completes without a payment', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const session = await openSession(stripe)
  const wrong = await postForm(sandbox, `/c/pay/${session.id}/code`, { code: 'NOPE' })
  expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('This code is invalid.')])
  await postForm(sandbox, `/c/pay/${session.id}/code`, { code: 'half50' })
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ amount_total: 1450 })
  await postForm(sandbox, `/c/pay/${session.id}/code`, { remove: '1' })
  await postForm(sandbox, `/c/pay/${session.id}/code`, { code: 'FREE100' })
  await postForm(sandbox, `/c/pay/${session.id}`, { email: 'ada@example.com' })
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    status: 'complete',
    payment_status: 'no_payment_required',
    amount_total: 0,
    payment_intent: null,
    total_details: { amount_discount: 2900 },
  })
  const codes = await stripe.promotionCodes.list({ code: 'FREE100', expand: ['data.promotion.coupon'] })
  expect(codes.data[0]).toMatchObject({ times_redeemed: 1, promotion: { coupon: { percent_off: 100 } } })
})

test.each([
  ['succeeded', 'paid', 'checkout.session.async_payment_succeeded'],
  ['failed', 'unpaid', 'checkout.session.async_payment_failed'],
])('money that comes later and has %s leaves the session %s', async (status, payment_status, type) => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const session = await openSession(stripe)
  await postForm(sandbox, `/c/pay/${session.id}`, { method: 'us_bank_account', email: 'ada@example.com' })
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    status: 'complete',
    payment_status: 'unpaid',
  })
  await control(sandbox, `/sessions/${session.id}/settle`, { status })
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status })
  expect((await stripe.events.list({ type })).data).toHaveLength(1)
})

test('a session expires when its time has come, and takes no payment after it', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const session = await openSession(stripe, { expires_at: Math.floor(Date.now() / 1000) + 1800 })
  await control(sandbox, '/clock', { advanceSeconds: 1801 })
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'expired', url: null })
  expect((await stripe.events.list({ type: 'checkout.session.expired' })).data).toHaveLength(1)
  expect((await postForm(sandbox, `/c/pay/${session.id}`, card)).status).toBe(410)
  await expect(stripe.checkout.sessions.expire(session.id)).rejects.toThrow('status of `expired`')
})

test('sessions are found by payment, customer, state and address', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const { session, intent } = await paid(sandbox, stripe)
  await openSession(stripe)
  const filters: Stripe.Checkout.SessionListParams[] = [
    { payment_intent: intent.id },
    { customer: String(session.customer) },
    { status: 'complete' },
    { customer_details: { email: 'ada@example.com' } },
  ]
  for (const filter of filters) {
    const { data } = await stripe.checkout.sessions.list(filter)
    expect(data.map((one) => one.id)).toEqual([session.id])
  }
})

test('the button pressed twice pays once, and leads to the shop both times', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const session = await openSession(stripe)
  const press = () => postForm(sandbox, `/c/pay/${session.id}`, card)
  const answers = await Promise.all([press(), press()])
  expect(answers.map((answer) => answer.status)).toEqual([303, 303])
  expect((await stripe.charges.list()).data).toHaveLength(1)
  expect((await postForm(sandbox, `/c/pay/${session.id}/3ds`, { answer: 'approve' })).status).toBe(303)
})

test('a 3-D Secure answer that nobody asked for changes nothing', async () => {
  const sandbox = await start()
  const session = await openSession(sdk(sandbox))
  const answer = await postForm(sandbox, `/c/pay/${session.id}/3ds`, { answer: 'approve' })
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('waits for 3-D Secure')])
})

test.each([
  [{ ...card, number: '4242 4242 4242 4241' }, 'Your card number is invalid.'],
  [{ ...card, expiry: '12/20' }, 'expiration date is in the past'],
  [{ ...card, expiry: '13/34' }, 'Enter the expiry as MM / YY.'],
  [{ ...card, cvc: '12' }, 'security code has 3 digits'],
  [{ ...card, email: 'nobody' }, 'Enter an e-mail address'],
  [{ ...card, method: 'magic' }, 'Choose how to pay.'],
])('a mistyped form is shown again with what is wrong (%#)', async (fields, message) => {
  const sandbox = await start()
  const session = await openSession(sdk(sandbox))
  const answer = await postForm(sandbox, `/c/pay/${session.id}`, fields)
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(message)])
})

test('what was typed comes back escaped', async () => {
  const sandbox = await start()
  const session = await openSession(sdk(sandbox))
  const answer = await postForm(sandbox, `/c/pay/${session.id}`, {
    ...card,
    name: '"><script>alert(1)</script>',
    cvc: '',
  })
  const text = await answer.text()
  expect(text).not.toContain('<script>')
  expect(text).toContain('&lt;script&gt;')
})

test('another site’s page cannot post a form, nor read by a rebound name', async () => {
  const sandbox = await start()
  const session = await openSession(sdk(sandbox))
  const answer = await postForm(sandbox, `/c/pay/${session.id}`, card, 'https://evil.example')
  expect(answer.status).toBe(403)
  expect((await postForm(sandbox, '/_sandbox/reset', {}, 'null')).status).toBe(403)
})
