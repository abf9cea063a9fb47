/** Every end of a payment in crypto, on the site and on the sandbox's pages for BTCPay Server. */
import type { Page } from '@playwright/test'
import { newAddress, signInByMail } from './support/buy.ts'
import { courseSlug, makePerson, sandbox } from './support/site.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, linkIn, mailTo, test } from './support/test.ts'

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()

/** From the buy page to the invoice. */
async function openInvoice(page: Page, email?: string): Promise<void> {
  await page.goto(`/buy/${courseSlug}`)
  await page.getByRole('main').getByRole('link', { name: 'Pay with crypto' }).click()
  await expect(heading(page, 'Pay with crypto')).toBeVisible()
  if (email) await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Go on to pay $29' }).click()
  await expect(page.getByText('This invoice waits to be paid.')).toBeVisible()
}

const backToShop = (page: Page) => page.getByRole('link', { name: 'Return to the shop' }).click()

test('a guest pays exactly, and takes the money back in crypto @phone', async ({ page }) => {
  const email = newAddress()
  await openInvoice(page, email)
  await press(page, 'Pay exactly ($29.00)')
  await expect(heading(page, 'Thank you: look into your mailbox')).toBeVisible()
  await signInByMail(page, email, /receipt/i)
  await page.goto('/account/purchases')
  await page.getByRole('link', { name: 'Refund', exact: true }).click()
  await expect(page.getByText('goes back in crypto')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Refund $29' }).click()
  await expect(page.getByText('Refund of $29: ready')).toBeVisible({ timeout: 20_000 })
  await expectAccessible(page)
  const purchase = page.url()
  await page.goto(linkIn(await mailTo(email, /^Claim \$29/), '/pull-payments/'))
  await page.getByLabel('Bitcoin address').fill('bcrt1qsandboxsandboxsandboxsandboxsandbox')
  await press(page, 'Claim $29.00')
  await expect(page.getByText('AwaitingApproval')).toBeVisible()
  await sandbox('/webhooks/flush', {})
  await page.goto(purchase)
  await expect(page.getByText('You have named the address.')).toBeVisible()
})

test.describe('a payment in crypto says where its buyer stands', () => {
  test('while the network confirms it, and when it has', async ({ page }) => {
    await openInvoice(page, newAddress())
    await press(page, 'Pay exactly, confirmed slowly')
    await expect(heading(page, 'Your payment is seen')).toBeVisible()
    await expectAccessible(page)
    const invoice = new URL(page.url()).searchParams.get('session_id')
    await sandbox(`/btcpay/invoices/${invoice}/end`, { end: 'confirm' })
    await expect(heading(page, 'Thank you: look into your mailbox')).toBeVisible()
  })

  test('too little: the rest can be paid, or what was sent is claimed', async ({ page }) => {
    const email = newAddress()
    await openInvoice(page, email)
    await press(page, 'Pay too little ($14.50)')
    await backToShop(page)
    await expect(heading(page, '$14.50 is still missing')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Pay the rest' }).click()
    await press(page, 'Let the time run out')
    await backToShop(page)
    await expect(heading(page, 'Your payment did not buy the course')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Claim $14.50' })).toBeVisible({ timeout: 20_000 })
    await expectAccessible(page)
    expect(await mailTo(email, /^Claim \$14\.50/)).toContain('None of it is lost')
  })

  test('too much: the course is open, and the surplus is claimed', async ({ page }) => {
    await openInvoice(page, newAddress())
    await press(page, /^Pay too much/)
    await expect(heading(page, 'Thank you: look into your mailbox')).toBeVisible()
    await expect(page.getByText('You sent more than was due.')).toBeVisible()
  })

  test('too late: the owner accepts it', async ({ page, context }) => {
    const email = newAddress()
    await openInvoice(page, email)
    await press(page, 'Let the time run out')
    await press(page, /^Pay exactly \(/)
    await backToShop(page)
    await expect(heading(page, 'Your payment came late')).toBeVisible()
    await expectAccessible(page)
    const owner = await makePerson({ role: 'OWNER' })
    await context.addCookies([owner.cookie])
    await page.goto('/owner/crypto')
    const row = page.getByRole('row').filter({ hasText: email })
    await expectAccessible(page)
    await row.getByRole('button', { name: /^Accept/ }).click()
    await expect(page.getByText('The payment is accepted')).toBeVisible()
    expect(await mailTo(email, /receipt/i)).toContain('open to you now')
  })

  test('dropped by the network, or never sent', async ({ page }) => {
    await openInvoice(page, newAddress())
    await backToShop(page)
    await expect(heading(page, 'Not paid yet')).toBeVisible()
    await page.getByRole('link', { name: 'Back to the payment page' }).click()
    await press(page, 'Pay exactly, confirmed slowly')
    await expect(heading(page, 'Your payment is seen')).toBeVisible()
    const invoice = new URL(page.url()).searchParams.get('session_id')
    await sandbox(`/btcpay/invoices/${invoice}/end`, { end: 'drop' })
    await expect(heading(page, 'The payment was not confirmed')).toBeVisible()
  })
})

test('a code of ours takes off its part, and one for all of it needs no payment', async ({ page, owner }) => {
  expect(owner.email).toContain('@')
  for (const [code, off] of [
    ['E2E-HALF', '50'],
    ['E2E-ALL', '100'],
  ] as const) {
    await page.goto('/owner/crypto')
    await page.getByLabel('Code', { exact: true }).fill(code)
    await page.getByLabel('Takes off').fill(off)
    await page.getByRole('button', { name: 'Make the code' }).click()
    await expect(page.getByText('The code is made')).toBeVisible()
  }
  await page.goto(`/buy/${courseSlug}/crypto`)
  await page.getByLabel('Promotion code').fill('nothing-such')
  await page.getByRole('button', { name: 'Apply code' }).click()
  await expect(page.getByText('There is no such promotion code.')).toBeVisible()
  await page.getByLabel('Promotion code').fill('e2e-half')
  await page.getByRole('button', { name: 'Apply code' }).click()
  await expect(page.getByRole('button', { name: 'Go on to pay $14.50' })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Promotion code').fill('e2e-all')
  await page.getByRole('button', { name: 'Apply code' }).click()
  await page.getByRole('button', { name: 'Get the course' }).click()
  await expect(heading(page, 'The course is yours')).toBeVisible()
  await expect(page.getByText('Nothing was charged')).toBeVisible()
})
