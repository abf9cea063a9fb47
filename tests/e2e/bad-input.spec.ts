import { readFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { courseSlug } from './support/site.ts'
import { expect, test } from './support/test.ts'

const siteLog = () => readFile(join(process.env.E2E_LOCAL_DIR ?? '', 'log', 'site.log'), 'utf8')

test('a form that is none, from elsewhere, or too large gets its status and a sentence', async ({
  request,
  baseURL,
}) => {
  const torn = await request.post('/sign-in', {
    headers: { Origin: baseURL ?? '', 'Content-Type': 'multipart/form-data; boundary=x' },
    data: 'no form',
  })
  expect(torn.status()).toBe(400)
  expect(await torn.text()).toContain('Nothing was changed.')
  const foreign = await request.post('/sign-in', {
    headers: { Origin: 'https://evil.example' },
    form: { a: 'b' },
  })
  expect(foreign.status()).toBe(403)
  const large = await request.post('/sign-in', {
    headers: { Origin: baseURL ?? '' },
    multipart: { email: 'x'.repeat(1_100_000) },
  })
  expect(large.status()).toBe(413)
  for (const code of ['bad_input', 'bad_origin', 'too_large']) {
    await expect.poll(siteLog).toContain(`"code":"${code}","path":"/sign-in"`)
  }
})

test('a stream without a length is refused before it is read', async ({ baseURL }) => {
  const status = await new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${baseURL}/sign-in`,
      { method: 'POST', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
      (answer) => resolve(answer.resume().statusCode),
    )
    sent.once('error', reject)
    sent.write('--x')
    sent.end()
  })
  expect(status).toBe(411)
})

test('other people’s purchases and certificates do not exist, and the log says who asked', async ({
  page,
  learner,
}) => {
  for (const path of ['/account/purchases/DPM-7Q2K9F', '/certificates/AAAAAAAAAAAAAAAAAAAAAA', '/owner'])
    expect((await page.goto(path))?.status(), path).toBe(404)
  await expect.poll(siteLog).toContain(`"page":"purchase","number":"DPM-7Q2K9F","userId":"${learner.userId}"`)
  await expect.poll(siteLog).toContain(`"code":"not_owner","page":"owner","userId":"${learner.userId}"`)
  expect((await page.goto(`/buy/${courseSlug}x`))?.status()).toBe(404)
})

test('an action that another page has is passed on to it', async ({ page, request }) => {
  // The form of the sign-in page, called from the front page, as after a navigation in the middle of a call.
  await page.goto('/sign-in')
  const called = page.waitForRequest((sent) => sent.method() === 'POST')
  await page.getByLabel('E-mail').fill('nobody@example.com')
  await page.getByRole('main').getByRole('button').first().click()
  const sent = await called
  const answer = await request.post('/', {
    headers: { ...sent.headers(), 'content-type': 'text/plain;charset=UTF-8' },
    data: '[null,{}]',
  })
  expect(await answer.text()).toContain('Enter an e-mail address.')
})
