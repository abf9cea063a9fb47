import { expect, test } from 'vitest'
import { control, flush, paid, postForm, receiver, sdk, start } from './kit.ts'

test('a payment is refunded in parts, never beyond what was paid', async () => {
  const hook = await receiver()
  const sandbox = await start({ webhookUrl: hook.url })
  const stripe = sdk(sandbox)
  const { intent, charge } = await paid(sandbox, stripe)
  const first = await stripe.refunds.create({
    payment_intent: intent.id,
    amount: 900,
    reason: 'requested_by_customer',
  })
  expect(first).toMatchObject({
    status: 'succeeded',
    amount: 900,
    charge: charge.id,
    reason: 'requested_by_customer',
  })
  expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 900, refunded: false })
  await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 2001 })).rejects.toMatchObject({
    type: 'StripeInvalidRequestError',
    param: 'amount',
    message: 'Refund amount ($20.01) is greater than unrefunded amount on charge ($20.00)',
  })
  const rest = await stripe.refunds.create({ charge: charge.id })
  expect(rest.amount).toBe(2000)
  await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
    code: 'charge_already_refunded',
  })
  expect(await stripe.charges.retrieve(charge.id, { expand: ['refunds'] })).toMatchObject({
    refunded: true,
    refunds: { data: [{ id: rest.id }, { id: first.id }] },
  })
  const listed = await stripe.refunds.list({ payment_intent: intent.id })
  expect(listed.data.map((one) => one.id)).toEqual([rest.id, first.id])
  await flush(sandbox)
  expect(hook.events.filter((event) => event.type === 'refund.created')).toHaveLength(2)
  expect(hook.events.filter((event) => event.type === 'charge.refunded')).toHaveLength(2)
  expect(await control(sandbox, '/books', undefined, 'GET')).toMatchObject({
    payments: [{ paid: 2900, refunded: 2900, net: 0 }],
    net: { usd: 0 },
  })
})

test('the card ending in 5126 is refunded, and the refund fails later', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const { intent } = await paid(sandbox, stripe, '4000000000005126')
  const refund = await stripe.refunds.create({ payment_intent: intent.id })
  expect(refund.status).toBe('succeeded')
  await control(sandbox, '/clock', { advanceSeconds: 61 })
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
  })
  expect(await stripe.charges.retrieve(String(refund.charge))).toMatchObject({
    amount_refunded: 0,
    refunded: false,
  })
  expect((await stripe.events.list({ type: 'refund.failed' })).data).toHaveLength(1)
  expect(await control(sandbox, '/books', undefined, 'GET')).toMatchObject({ net: { usd: 2900 } })
})

test('a pending refund succeeds by itself, or fails by the dashboard', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const { intent } = await paid(sandbox, stripe, '4000000000007726')
  const one = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 })
  const other = await stripe.refunds.create({ payment_intent: intent.id, amount: 200 })
  expect(one.status).toBe('pending')
  expect(
    (await postForm(sandbox, `/dashboard/refunds/${other.id}/settle`, { status: 'failed' })).status,
  ).toBe(303)
  await control(sandbox, '/clock', { advanceSeconds: 61 })
  expect((await stripe.refunds.retrieve(one.id)).status).toBe('succeeded')
  expect((await stripe.refunds.retrieve(other.id)).status).toBe('failed')
  await expect(control(sandbox, `/refunds/${other.id}`, { status: 'failed' })).rejects.toThrow(
    'failed already',
  )
})

test('a disputed charge cannot be refunded until the dispute is won', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const { intent, charge } = await paid(sandbox, stripe, '4000000000000259')
  await control(sandbox, '/clock', { advanceSeconds: 121 })
  const dispute = (await stripe.disputes.list({ payment_intent: intent.id })).data[0]
  expect(dispute).toMatchObject({ status: 'needs_response', amount: 2900, charge: charge.id })
  await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
    code: 'charge_disputed',
  })
  await stripe.disputes.update(dispute?.id ?? '', {
    evidence: { uncategorized_text: 'winning_evidence' },
    submit: true,
  })
  expect(await stripe.disputes.retrieve(dispute?.id ?? '')).toMatchObject({
    status: 'won',
    is_charge_refundable: true,
  })
  const types = (await stripe.events.list({ limit: 5 })).data.map((event) => event.type)
  expect(types).toEqual([
    'charge.dispute.funds_reinstated',
    'charge.dispute.closed',
    'charge.dispute.updated',
    'charge.dispute.funds_withdrawn',
    'charge.dispute.created',
  ])
  expect((await stripe.refunds.create({ payment_intent: intent.id })).status).toBe('succeeded')
})

test('a lost dispute keeps the money, and stays lost', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const { intent, charge } = await paid(sandbox, stripe)
  expect((await postForm(sandbox, '/dashboard/disputes/open', { charge: charge.id })).status).toBe(303)
  const dispute = (await stripe.disputes.list()).data[0]
  await postForm(sandbox, `/dashboard/disputes/${dispute?.id}/close`, { status: 'lost' })
  const again = await postForm(sandbox, `/dashboard/disputes/${dispute?.id}/close`, { status: 'won' })
  expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('already lost')])
  expect(await control(sandbox, '/books', undefined, 'GET')).toMatchObject({
    payments: [{ disputed: 2900, net: 0 }],
    net: { usd: 0 },
  })
  await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
    code: 'charge_disputed',
  })
})

test('the dashboard refunds a typed amount, and says what is wrong with one', async () => {
  const sandbox = await start()
  const stripe = sdk(sandbox)
  const { charge } = await paid(sandbox, stripe)
  const wrong = await postForm(sandbox, '/dashboard/refunds/create', { charge: charge.id, amount: 'lots' })
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('must be a number')])
  await postForm(sandbox, '/dashboard/refunds/create', { charge: charge.id, amount: '14.50' })
  expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 1450 })
})
