import { expect, type Page, test } from '@playwright/test'
import { courseSlug } from './support/site.ts'
import { expectAccessible } from './support/test.ts'

const pages = ['/', '/terms', '/privacy', '/refund-policy', '/sign-in', '/no-such-page']

/** What the browser complains about while a page is open, and whom it asks besides the site. */
function watch(page: Page, baseURL: string | undefined) {
  const complaints: string[] = []
  const strangers: string[] = []
  page.on('console', (message) => {
    // Chromium logs the 404 of the page itself.
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !request.url().startsWith('data:'))
      strangers.push(request.url())
  })
  return { complaints, strangers }
}

for (const path of pages) {
  test(`${path} has nothing for axe to find, no complaint in the console, and no sideways scroll @phone`, async ({
    page,
    baseURL,
  }) => {
    const { complaints, strangers } = watch(page, baseURL)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    expect(complaints).toEqual([])
    expect(strangers).toEqual([])
  })
}

test('the front page answers malloc with an address, by keyboard alone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/')
  await page.getByRole('radio', { name: '256' }).focus()
  await page.keyboard.press('ArrowRight')
  const malloc = page.getByRole('button', { name: 'malloc(512)' })
  await malloc.focus()
  await page.keyboard.press('Enter')
  const answer = page.getByText(
    /^malloc\(512\) returned 0x[0-9a-f]+\. Pool 0x[0-9a-f]+: \d+ of 31 blocks in use\.$/,
  )
  await expect(answer).toBeVisible()
  const address = /returned (0x[0-9a-f]+)/.exec((await answer.textContent()) ?? '')?.[1]
  await page.getByRole('button', { name: `free(${address})` }).click()
  await expect(page.getByText(`${address} is free again.`)).toBeVisible()
})

test('the allocator lives by itself, and rests when it is told to', async ({ page }) => {
  await page.goto('/')
  const before = await page.getByRole('list', { name: 'What just happened' }).textContent()
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('button', { name: 'Run' })).toBeVisible()
  expect(await page.getByRole('list', { name: 'What just happened' }).textContent()).not.toBe(before)
})

test('nothing moves by itself for who prefers less motion', async ({ page }) => {
  await page.clock.install()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/')
  await page.clock.fastForward(10_000)
  await expect(page.getByRole('button', { name: 'Run' })).toBeVisible()
})

test('the front page sells what there is', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Buy for $29' }).first()).toHaveAttribute('href', /^\/buy\//)
  await expect(page.getByText(/^Every lesson read aloud/)).toBeVisible()
  await page.getByText('Can I get a refund?').click()
  await expect(page.getByText('Yes, within 30 days of the payment')).toBeVisible()
  const data = await page.locator('script[type="application/ld+json"]').textContent()
  const [course, questions] = JSON.parse(data ?? '')['@graph']
  expect(course).toMatchObject({ '@type': 'Course', offers: { price: '29.00', priceCurrency: 'USD' } })
  expect(questions.mainEntity).toHaveLength(5)
})

test('search engines are shown the public pages and the free lesson', async ({ request }) => {
  const sitemap = await (await request.get('/sitemap.xml')).text()
  expect(sitemap.match(/\/learn\//g)).toHaveLength(1)
  expect(sitemap).toContain(`/reviews/${courseSlug}<`)
  expect(await (await request.get('/robots.txt')).text()).toContain('Disallow: /learn')
})
