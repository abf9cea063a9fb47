import { cards, newAddress, openCheckout, payWith } from './support/buy.ts'
import { messagesTo } from './support/site.ts'
import { expect, expectAccessible, linkIn, mailTo, test } from './support/test.ts'

test('a guest withdraws from the foot of a page, without signing in @phone', async ({ page }) => {
  const email = newAddress()
  await openCheckout(page)
  await payWith(page, cards.pays, email)
  const [number] = /DPM-\w{6}/.exec(await mailTo(email, /receipt/i)) ?? ['']

  await page.goto('/')
  await page
    .getByRole('contentinfo')
    .getByRole('link', { name: 'Withdraw from contract here' })
    .press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Withdraw from contract here')
  const send = page.getByRole('button', { name: 'Withdraw from contract' })
  await send.press('Enter')
  await expect(page.getByText('Enter your name.')).toBeVisible()
  await expect(page.getByLabel('Your name')).toBeFocused()
  await expectAccessible(page)

  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('Number of the order').fill(number.toLowerCase())
  await page.getByLabel('E-mail address').fill(email)
  await send.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your mail, and confirm')

  const link = linkIn(await mailTo(email, /Confirm your withdrawal/), '/withdraw/confirm')
  await page.goto(link)
  await expect(page.getByText('$29 goes back')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Confirm withdrawal' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Withdrawn')
  await expectAccessible(page)
  expect(await mailTo(email, /Receipt of your withdrawal/)).toContain('Ada Lovelace')
  await mailTo(email, /refunded/)

  await page.goto(link)
  await expect(page.getByRole('button', { name: 'Confirm withdrawal' })).toHaveCount(0)
})

test('the answer does not say who has bought, also without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const email = newAddress()
  await page.goto('/withdraw')
  await page.getByLabel('Your name').fill('Nobody')
  await page.getByLabel('Number of the order').fill('DPM-222222')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Withdraw from contract' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your mail, and confirm')
  expect(await messagesTo(email)).toEqual([])
  await context.close()
})
