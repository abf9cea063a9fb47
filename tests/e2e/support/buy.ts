import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { courseSlug } from './site.ts'
import { linkIn, mailTo } from './test.ts'

/** Stripe's documented test cards, as the sandbox plays them. */
export const cards = {
  pays: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  lacksFunds: '4000 0000 0000 9995',
  asksForAuthentication: '4000 0025 0000 3155',
  refundFailsLater: '4000 0000 0000 5126',
}

export function newAddress(): string {
  return `buyer-${randomUUID().slice(0, 8)}@example.com`
}

/** From the course's buy page to the hosted payment page. */
export async function openCheckout(page: Page): Promise<void> {
  await page.goto(`/buy/${courseSlug}`)
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Pay by card/ })
    .click()
  await expect(page.getByRole('heading', { name: 'Your order' })).toBeVisible()
}

/** Fills in the payment page and pays; the e-mail only where it is asked for. */
export async function payWith(page: Page, card: string, email?: string): Promise<void> {
  if (email) await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Card number').fill(card)
  await page.getByLabel('Expiry').fill('12 / 34')
  await page.getByLabel('Security code').fill('123')
  await page.getByLabel('Name on card').fill('Ada Lovelace')
  await page.getByRole('button', { name: /^Pay \$/ }).click()
}

/** Opens the link of a mail and presses its button. */
export async function signInByMail(page: Page, email: string, subject: RegExp): Promise<void> {
  await page.goto(linkIn(await mailTo(email, subject), '/sign-in/confirm'))
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}
