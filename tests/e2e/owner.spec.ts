import type { Browser } from '@playwright/test'
import { cards, newAddress, openCheckout, payWith } from './support/buy.ts'
import { makePerson, query, sandbox } from './support/site.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, test } from './support/test.ts'

/** Somebody else buys the course, and the order is paid. */
async function sell(browser: Browser): Promise<{ email: string; number: string }> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const email = newAddress()
  await openCheckout(page)
  await payWith(page, cards.pays, email)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('look into your mailbox')
  await context.close()
  const [order] = await query<{ number: string }>('select number from "Order" where email = $1', [email])
  return { email, number: order?.number ?? '' }
}

test('the owner finds an order, sends a part back and sees what came of it; a dispute has its evidence', async ({
  page,
  owner,
  browser,
}) => {
  const { email, number } = await sell(browser)
  await page.goto('/owner/orders')
  await page.getByLabel('Search').fill(email)
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText('1 order', { exact: true })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^orders-.*\.csv$/)

  await page.getByRole('link', { name: number }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Order ${number}`)
  await page.getByLabel('Amount in USD').fill('nine')
  await page.getByLabel('Why').fill('A bug ate their evening')
  await page.getByRole('button', { name: 'Send the money back' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'no amount' })).toBeVisible()
  await expect(page.getByLabel('Why')).toHaveValue('A bug ate their evening')
  await page.getByLabel('Amount in USD').fill('9.50')
  await page.getByRole('button', { name: 'Send the money back' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'being sent' })).toBeVisible()
  expect(await mailTo(email, /9\.50 refunded/)).toContain('You keep the course')
  await page.reload()
  await expect(page.getByText('Refund at the provider: $9.50')).toBeVisible()
  await expect(page.getByText(`${owner.email}: A bug ate their evening`)).toBeVisible()
  await expect(page.getByLabel('Amount in USD')).toHaveValue('19.50')

  const [charge] = await query<{ intent: string }>(
    `select "providerId" as intent from "Payment" p join "Order" o on o.id = p."orderId" where o.number = $1 and kind = 'CHARGE'`,
    [number],
  )
  await sandbox('/disputes', { payment_intent: charge?.intent })
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('A bank asks for this payment back')).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expect(page.getByText('it would be paid back twice')).toBeVisible()
  await expectAccessible(page)
  const evidence = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the evidence (PDF)' }).click()
  expect((await evidence).suggestedFilename()).toBe(`evidence-${number}.pdf`)

  await page.getByRole('link', { name: 'What owners did' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Refund: $9.50' })).toContainText(
    'A bug ate their evening',
  )
  await expect(page.getByRole('row').filter({ hasText: number })).toHaveCount(2)
})

test('the owner’s rooms are accessible in light and dark, and fit a phone @phone', async ({
  page,
  owner,
}) => {
  expect(owner.userId).toBeTruthy()
  const { email } = await makePerson({ holdsCourse: 'active' })
  await page.goto(`/owner/orders?q=${email}`)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('link', { name: /^DPM-/ }).click()
  await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  for (const room of ['Books', 'Give access', 'What owners did']) {
    await page.getByRole('link', { name: room }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(room)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  }
})

test('the owner gives the course for nothing, and ends it again, without JavaScript', async ({
  browser,
  owner,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  await context.addCookies([owner.cookie])
  const page = await context.newPage()
  const email = newAddress()
  await page.goto('/owner/give')
  await page.getByLabel('Their e-mail address').fill(email)
  await page.getByLabel('Why').fill('They teach it at a school')
  await page.getByRole('button', { name: 'Open the course to them' }).click()
  await expect(page.getByText('The course is open to them')).toBeVisible()
  await mailTo(email, /A course for you/)
  await page.getByLabel('Why').fill('The year is over')
  await page.getByRole('button', { name: 'End access' }).click()
  await expect(page.getByText('Access has ended, and a mail says so.')).toBeVisible()
  await mailTo(email, /Your access has ended/)
  await context.close()
})

test('to others, none of the owner’s rooms exist', async ({ page, learner }) => {
  expect(learner.userId).toBeTruthy()
  for (const path of [
    '/owner',
    '/owner/orders',
    '/owner/orders/DPM-222222',
    '/owner/give',
    '/owner/reviews',
    '/owner/audit',
    '/api/owner/orders',
    '/api/owner/evidence/DPM-222222',
  ])
    expect((await page.request.get(path)).status(), path).toBe(404)
})
