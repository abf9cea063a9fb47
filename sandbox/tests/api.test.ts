import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { apiVersion } from '../stripe/engine/events.ts'
import { control, openSession, sdk, start } from './kit.ts'

const course = { name: 'A course' }

async function post(url: string, path: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    body,
    headers: {
      authorization: 'Bearer sk_test_sandbox',
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

test('the sandbox speaks the API version of the installed SDK', () => {
  expect(apiVersion).toBe(Stripe.API_VERSION)
})

test('a price is found by its lookup key, which moves to the next price when asked to', async () => {
  const stripe = sdk(await start())
  const product = await stripe.products.create({ ...course, id: 'course-1', metadata: { slug: 'memory' } })
  const price = { product: product.id, currency: 'usd', unit_amount: 2900, lookup_key: 'memory_v1' }
  const first = await stripe.prices.create(price)
  expect(first).toMatchObject({ unit_amount: 2900, type: 'one_time' })
  expect(String(first.unit_amount_decimal)).toBe('2900')
  await expect(stripe.prices.create(price)).rejects.toMatchObject({ param: 'lookup_key' })
  const second = await stripe.prices.create({ ...price, unit_amount: 3900, transfer_lookup_key: true })
  const found = await stripe.prices.list({ lookup_keys: ['memory_v1'], expand: ['data.product'] })
  expect(found.data).toMatchObject([
    { id: second.id, product: { id: 'course-1', metadata: { slug: 'memory' } } },
  ])
  await stripe.prices.update(first.id, { active: false })
  expect((await stripe.prices.list({ active: true })).data.map((one) => one.id)).toEqual([second.id])
})

test('lists are paged both ways', async () => {
  const stripe = sdk(await start())
  for (const name of ['a', 'b', 'c', 'd', 'e']) await stripe.products.create({ name })
  const newest = await stripe.products.list({ limit: 2 })
  expect([newest.data.map((one) => one.name), newest.has_more]).toEqual([['e', 'd'], true])
  const next = await stripe.products.list({ limit: 2, starting_after: newest.data[1]?.id ?? '' })
  expect(next.data.map((one) => one.name)).toEqual(['c', 'b'])
  const back = await stripe.products.list({ limit: 2, ending_before: next.data[0]?.id ?? '' })
  expect([back.data.map((one) => one.name), back.has_more]).toEqual([['e', 'd'], false])
  const all = await stripe.products.list({ limit: 2 }).autoPagingToArray({ limit: 10 })
  expect(all.map((one) => one.name)).toEqual(['e', 'd', 'c', 'b', 'a'])
  const later = await stripe.products.list({ created: { gt: Math.floor(Date.now() / 1000) + 5 } })
  expect(later.data).toEqual([])
})

test('customers are listed by address and searched by metadata', async () => {
  const stripe = sdk(await start())
  const ada = await stripe.customers.create({
    email: 'ada@example.com',
    metadata: { userId: '7', gone: 'x' },
  })
  await stripe.customers.create({ email: 'bob@example.com' })
  await stripe.customers.update(ada.id, { name: 'Ada', metadata: { gone: '' } })
  expect((await stripe.customers.list({ email: 'ada@example.com' })).data).toMatchObject([
    { id: ada.id, name: 'Ada' },
  ])
  const found = await stripe.customers.search({ query: "email:'ada@example.com' AND metadata['userId']:'7'" })
  expect(found.data.map((one) => one.metadata)).toEqual([{ userId: '7' }])
})

test('an idempotency key replays its answer, and is refused with other parameters', async () => {
  const stripe = sdk(await start())
  const key = { idempotencyKey: 'refund:1' }
  const first = await stripe.products.create(course, key)
  const again = await stripe.products.create(course, key)
  expect(again.id).toBe(first.id)
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
  await expect(stripe.products.create({ name: 'Another' }, key)).rejects.toMatchObject({
    type: 'StripeIdempotencyError',
    statusCode: 400,
  })
  expect((await stripe.products.list()).data).toHaveLength(1)
})

test('a connection that is cut after the work is done, or a server error, is made good by the SDK’s retry', async () => {
  const sandbox = await start()
  const { host, port, protocol } = sandbox.stripe
  const stripe = new Stripe(sandbox.stripe.apiKey, { host, port, protocol, maxNetworkRetries: 2 })
  await control(sandbox, '/api/faults', { next: 1, kind: 'cut_after' })
  await stripe.products.create(course)
  await control(sandbox, '/api/faults', { next: 1, kind: 'server_error' })
  await stripe.products.create(course)
  expect((await stripe.products.list()).data).toHaveLength(2)
  await control(sandbox, '/api/faults', { next: 1, kind: 'rate_limit', path: '/v1/products' })
  await expect(sdk(sandbox).products.list()).rejects.toMatchObject({ type: 'StripeRateLimitError' })
})

test('a wrong key, a wrong version and a wrong address are refused', async () => {
  const sandbox = await start()
  await expect(sdk(sandbox, 'sk_test_wrong').products.list()).rejects.toMatchObject({
    type: 'StripeAuthenticationError',
    statusCode: 401,
  })
  expect((await post(sandbox.url, '/v1/products', '', { authorization: '' })).status).toBe(401)
  expect((await post(sandbox.url, '/v1/products', 'name=a', { 'stripe-version': '2020-01-01' })).status).toBe(
    400,
  )
  const lost = await post(sandbox.url, '/v1/nothing', '')
  expect([lost.status, lost.body.error.message]).toEqual([
    404,
    'Unrecognized request URL (POST: /v1/nothing).',
  ])
  await expect(sdk(sandbox).prices.retrieve('price_none')).rejects.toMatchObject({
    code: 'resource_missing',
    statusCode: 404,
  })
})

test('every answer names its request', async () => {
  const stripe = sdk(await start())
  const { lastResponse } = await stripe.products.create(course)
  expect(lastResponse.requestId).toMatch(/^req_/)
  const event = (await stripe.events.list({ type: 'product.created' })).data[0]
  expect(event?.request?.id).toBe(lastResponse.requestId)
})

const session =
  'mode=payment&success_url=http://a.test&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd'
const item = `${session}&line_items[0][price_data][product_data][name]=A`

test.each([
  ['/v1/products', '', 'parameter_missing', 'name'],
  ['/v1/products', 'name=', 'parameter_invalid_empty', 'name'],
  ['/v1/products', 'name=a&nmae=b', 'parameter_unknown', 'nmae'],
  ['/v1/products', 'name[first]=a', undefined, 'name'],
  ['/v1/products', 'name=a&active=maybe', undefined, 'active'],
  ['/v1/products', 'name=a&metadata[x][y]=1', undefined, 'metadata[x]'],
  ['/v1/products', '__proto__[x]=1', 'parameter_unknown', '__proto__[x]'],
  ['/v1/products', `name=${'a'.repeat(6000)}`, 'parameter_invalid_string_length', 'name'],
  ['/v1/prices', 'currency=usd&product=prod_none&unit_amount=1', 'resource_missing', 'product'],
  ['/v1/prices', 'currency=zzz&product=prod_none', undefined, 'currency'],
  ['/v1/prices', 'currency=usd&product=p&unit_amount=1.5', 'parameter_invalid_integer', 'unit_amount'],
  ['/v1/prices', 'currency=usd&product=p&unit_amount=-1', 'parameter_invalid_integer', 'unit_amount'],
  ['/v1/prices', 'currency=usd&product=p&unit_amount=1&recurring[interval]=month', undefined, 'recurring'],
  ['/v1/coupons', '', undefined, 'percent_off'],
  ['/v1/coupons', 'percent_off=101', undefined, 'percent_off'],
  ['/v1/coupons', 'amount_off=100', 'parameter_missing', 'currency'],
  [
    '/v1/promotion_codes',
    'promotion[type]=coupon&promotion[coupon]=none',
    'resource_missing',
    'promotion[coupon]',
  ],
  ['/v1/customers', 'email=nobody', 'email_invalid', 'email'],
  ['/v1/refunds', 'payment_intent=pi_none', 'resource_missing', 'payment_intent'],
  ['/v1/refunds', 'payment_intent=pi_none&reason=because', undefined, 'reason'],
  ['/v1/refunds', 'payment_intent=pi_none&amount=0', 'parameter_invalid_integer', 'amount'],
  ['/v1/checkout/sessions', 'success_url=http://a.test', 'parameter_missing', 'mode'],
  ['/v1/checkout/sessions', 'mode=gift', undefined, 'mode'],
  ['/v1/checkout/sessions', 'mode=payment&success_url=nowhere', 'url_invalid', 'success_url'],
  ['/v1/checkout/sessions', 'mode=payment&success_url=http://a.test', 'parameter_missing', 'line_items'],
  [
    '/v1/checkout/sessions',
    'mode=payment&payment_method_types[0]=card',
    'parameter_unknown',
    'payment_method_types',
  ],
  ['/v1/checkout/sessions', item, 'parameter_missing', 'line_items[0][price_data][unit_amount]'],
  ['/v1/checkout/sessions', `${item}&expires_at=1`, undefined, 'expires_at'],
  [
    '/v1/checkout/sessions',
    'mode=payment&line_items[0][colour]=red',
    'parameter_unknown',
    'line_items[0][colour]',
  ],
])('POST %s with %s is refused with %s about %s', async (path, body, code, param) => {
  const sandbox = await start()
  const answer = await post(sandbox.url, path, body)
  expect(answer.status).toBe(400)
  expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', param })
  expect(answer.body.error.code).toBe(code)
  expect(answer.headers.get('request-id')).toMatch(/^req_/)
})

test('a refused call leaves nothing behind, and its key can be used again', async () => {
  const sandbox = await start()
  const body = `${item}&line_items[0][price_data][unit_amount]=100&expires_at=1`
  await post(sandbox.url, '/v1/checkout/sessions', body)
  expect((await sdk(sandbox).products.list()).data).toEqual([])
  const key = { 'idempotency-key': 'k' }
  expect((await post(sandbox.url, '/v1/products', 'nmae=a', key)).status).toBe(400)
  expect((await post(sandbox.url, '/v1/products', 'name=a', key)).status).toBe(200)
})

test('a body of more than 1 MB is refused', async () => {
  const sandbox = await start()
  const answer = await post(sandbox.url, '/v1/products', `name=${'a'.repeat(1_100_000)}`)
  expect(answer.body.error.message).toContain('larger than 1 MB')
})

test.each([['nothing'], ['customer.email'], ['a.b.c.d.e']])('expand[]=%s is refused', async (path) => {
  const stripe = sdk(await start())
  const { id } = await openSession(stripe, { customer_email: 'ada@example.com' })
  await expect(
    stripe.checkout.sessions.retrieve(id, { expand: [path === 'customer.email' ? 'customer_email' : path] }),
  ).rejects.toMatchObject({ statusCode: 400 })
})

test.each([
  ['/webhooks/mode', { dorpNext: 1 }],
  ['/webhooks/mode', { copies: 0 }],
  ['/payments', {}],
  ['/payments', { session: 'cs_none' }],
  ['/disputes', { charge: 'ch_none' }],
  ['/clock', { advanceSeconds: -1 }],
  ['/nothing', {}],
])('the control API refuses %s %o', async (path, body) => {
  const sandbox = await start()
  await expect(control(sandbox, path, body)).rejects.toThrow('message')
})
