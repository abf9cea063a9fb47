import { compiledLessons, courseSlug, proseOf } from './support/site.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts'

const first = compiledLessons()[0]
const open = [
  '/',
  '/terms',
  '/privacy',
  '/refund-policy',
  '/gift',
  '/gift/redeemed',
  '/withdraw',
  '/withdraw/stated',
  '/withdraw/confirm',
  '/sign-in',
  '/sign-in/check-mail?email=a%40example.com',
  `/learn/${courseSlug}`,
  `/learn/${courseSlug}/${first?.slug}`,
  `/learn/${courseSlug}/glossary`,
  `/learn/${courseSlug}/changes`,
  `/reviews/${courseSlug}`,
  `/buy/${courseSlug}`,
  `/buy/${courseSlug}/gift`,
  '/no/such/page',
]
const signedIn = [
  '/account',
  '/account/sessions',
  '/account/purchases',
  `/learn/${courseSlug}`,
  `/learn/${courseSlug}/certificate`,
  `/learn/${courseSlug}/review`,
  `/learn/${courseSlug}/capstone`,
]

test.describe('pages are accessible in light and dark, and fit the screen @phone', () => {
  for (const path of open) {
    test(path, async ({ page }) => {
      await page.goto(path)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    })
  }

  for (const path of signedIn) {
    test(`signed in: ${path}`, async ({ page, learner }) => {
      expect(learner.userId).toBeTruthy()
      await page.goto(path)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    })
  }
})

test('nothing scrolls sideways at 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  for (const path of open) {
    await page.goto(path)
    await expectNoSidewaysScroll(page)
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the free lesson is readable, and a quiz answers', async ({ page }) => {
    if (!first) throw new Error('The course has lessons.')
    await page.goto(`/learn/${courseSlug}/${first.slug}`)
    // An answer to a prediction stays folded until the reader opens it; everything else is there to see.
    for (const sentence of proseOf(first)) await expect(page.getByText(sentence).first()).toBeAttached()
    await expect(page.getByText(proseOf(first)[0] ?? '')).toBeVisible()
    const question = page
      .locator('form.quiz')
      .filter({ has: page.getByRole('radio') })
      .first()
    await question.getByRole('radio').first().check()
    await question.getByRole('button', { name: 'Check' }).click()
    await expect(question.getByRole('status')).toContainText(/Right\.|Not right\./)
  })
})

test('every answer carries the security headers', async ({ request }) => {
  for (const path of ['/', '/sign-in', `/learn/${courseSlug}`, '/api/health']) {
    const headers = (await request.get(path)).headers()
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['content-security-policy'] ?? '', path).toContain("default-src 'none'")
    expect(headers['x-powered-by'], path).toBeUndefined()
  }
})

test('every page says that payments are a sandbox', async ({ page }) => {
  for (const path of open) {
    await page.goto(path)
    await expect(page.getByText('Payments here are a rehearsal')).toBeVisible()
  }
})

test('nothing is asked of another origin', async ({ page, baseURL }) => {
  const elsewhere: string[] = []
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== baseURL && protocol !== 'data:') elsewhere.push(request.url())
  })
  for (const path of open) await page.goto(path, { waitUntil: 'load' })
  expect(elsewhere).toEqual([])
})
