import { expect, test } from 'vitest'
import { control, flush, newDataDir, openSession, paid, postForm, receiver, sdk, start } from './kit.ts'

test('a refused webhook is tried again with growing waits, also after a restart', async () => {
  const hook = await receiver()
  const clock = { ms: Date.now(), now: () => clock.ms }
  const dataDir = newDataDir()
  const options = { dataDir, clock, webhookUrl: hook.url, retryDelaysMs: [1000, 60_000] }
  const first = await start(options)
  hook.answer.status = 500
  await sdk(first).products.create({ name: 'A course' })
  await flush(first)
  expect(hook.events).toHaveLength(1)
  clock.ms += 1000
  await flush(first)
  expect(hook.events).toHaveLength(2)
  expect((await sdk(first).events.list({ delivery_success: false })).data).toMatchObject([
    { pending_webhooks: 1 },
  ])
  await first.stop()

  hook.answer.status = 200
  clock.ms += 60_000
  const second = await start(options)
  await flush(second)
  expect(hook.events).toHaveLength(3)
  expect(new Set(hook.events.map((event) => event.id)).size).toBe(1)
  expect((await sdk(second).events.list({ delivery_success: true })).data).toMatchObject([
    { pending_webhooks: 0, type: 'product.created' },
  ])
})

test('after its last retry a webhook has failed, and can be sent again', async () => {
  const hook = await receiver()
  const clock = { ms: Date.now(), now: () => clock.ms }
  const sandbox = await start({ clock, webhookUrl: hook.url, retryDelaysMs: [1000] })
  hook.answer.status = 400
  await sdk(sandbox).products.create({ name: 'A course' })
  await flush(sandbox)
  clock.ms += 1000
  expect(await flush(sandbox)).toEqual({ failed: 1 })
  hook.answer.status = 200
  const event = (await sdk(sandbox).events.list()).data[0]
  expect((await postForm(sandbox, '/dashboard/webhooks/resend', { event: event?.id ?? '' })).status).toBe(303)
  expect(await flush(sandbox)).toEqual({ failed: 1, succeeded: 1 })
  expect((await sdk(sandbox).events.list({ delivery_success: false })).data).toEqual([])
  const page = await (await fetch(`${sandbox.dashboardUrl}/webhooks`)).text()
  expect(page).toContain('given up')
  expect(page).toContain('delivered')
})

test('the next events are dropped, and found by delivery_success', async () => {
  const hook = await receiver()
  const sandbox = await start({ webhookUrl: hook.url })
  const stripe = sdk(sandbox)
  await control(sandbox, '/webhooks/mode', { dropNext: 1 })
  const dropped = await stripe.products.create({ name: 'Dropped' })
  const sent = await stripe.products.create({ name: 'Sent' })
  await flush(sandbox)
  expect(hook.events.map((event) => event.data.object)).toMatchObject([{ id: sent.id }])
  const missed = await stripe.events.list({ delivery_success: false })
  expect(missed.data.map((event) => event.data.object)).toMatchObject([{ id: dropped.id }])
})

test('events come twice, late, paused or newest first as the switches say', async () => {
  const hook = await receiver()
  const clock = { ms: Date.now(), now: () => clock.ms }
  const sandbox = await start({ clock, webhookUrl: hook.url })
  const stripe = sdk(sandbox)
  await control(sandbox, '/webhooks/mode', { copies: 2, delayMs: 5000 })
  await stripe.products.create({ name: 'Twice and late' })
  await flush(sandbox)
  expect(hook.events).toHaveLength(0)
  clock.ms += 5000
  await flush(sandbox)
  expect(hook.events.map((event) => event.id)).toEqual([hook.events[0]?.id, hook.events[0]?.id])

  hook.events.length = 0
  await control(sandbox, '/webhooks/mode', { copies: 1, delayMs: 0, paused: true, reorder: true })
  await stripe.products.create({ name: 'first' })
  await stripe.products.create({ name: 'second' })
  clock.ms += 1000
  await flush(sandbox)
  expect(hook.events).toHaveLength(0)
  await control(sandbox, '/webhooks/mode', { paused: false })
  await flush(sandbox)
  expect(hook.events.map((event) => event.data.object)).toMatchObject([{ name: 'second' }, { name: 'first' }])
})

test('the switches are set by their form, which refuses nonsense', async () => {
  const sandbox = await start()
  const form = { dropNext: '2', copies: '3', delayMs: '10', paused: 'yes' }
  expect((await postForm(sandbox, '/dashboard/webhooks', form)).status).toBe(303)
  expect(await control(sandbox, '/webhooks', undefined, 'GET')).toMatchObject({
    dropNext: 2,
    copies: 3,
    delayMs: 10,
    paused: true,
    dropAll: false,
  })
  expect((await postForm(sandbox, '/dashboard/webhooks', { ...form, copies: 'many' })).status).toBe(400)
})

test('sessions, payments and the clock survive a restart on the same ports', async () => {
  const dataDir = newDataDir()
  const first = await start({ dataDir })
  const { session, charge } = await paid(first, sdk(first))
  const open = await openSession(sdk(first))
  await control(first, '/clock', { advanceSeconds: 90_000 - 86_400 })
  await first.stop()
  const second = await start({ dataDir, port: first.stripe.port, smtpPort: first.smtp.port })
  expect(second.url).toBe(first.url)
  const stripe = sdk(second)
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' })
  expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ paid: true })
  await control(second, '/clock', { advanceSeconds: 86_400 })
  expect(await stripe.checkout.sessions.retrieve(open.id)).toMatchObject({ status: 'expired' })
})

test('reset forgets everything but where webhooks go, and seeds the codes again', async () => {
  const hook = await receiver()
  const sandbox = await start({ webhookUrl: hook.url })
  const stripe = sdk(sandbox)
  await paid(sandbox, stripe)
  await control(sandbox, '/reset')
  expect((await stripe.charges.list()).data).toEqual([])
  expect((await stripe.promotionCodes.list()).data.map((one) => one.code)).toEqual(['HALF50', 'FREE100'])
  expect(await control(sandbox, '/webhooks', undefined, 'GET')).toMatchObject({ endpoint: hook.url })
})
