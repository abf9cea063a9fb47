import { cards, newAddress, openCheckout, payWith, signInByMail } from './support/buy.ts'
import { courseSlug, makePerson, query, sandbox } from './support/site.ts'
import { expect, expectAccessible, mailTo, test } from './support/test.ts'

const sessionOf = (address: string) => address.match(/cs_[A-Za-z0-9_]+/)?.[0] ?? ''

test.describe('every end of a checkout says where the buyer stands', () => {
  for (const [what, card] of [
    ['a declined card', cards.declined],
    ['a card without funds', cards.lacksFunds],
  ] as const) {
    test(`${what} stays on the payment page, and another card pays`, async ({ page }) => {
      await openCheckout(page)
      const email = newAddress()
      await payWith(page, card, email)
      await expect(page.getByRole('alert')).toBeVisible()
      await payWith(page, cards.pays, email)
      await expect(page.getByRole('heading', { level: 1 })).toContainText('look into your mailbox')
    })
  }

  test('3-D Secure, failed and then approved', async ({ page }) => {
    await openCheckout(page)
    const email = newAddress()
    await payWith(page, cards.asksForAuthentication, email)
    await page.getByRole('button', { name: /Fail/ }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await payWith(page, cards.asksForAuthentication, email)
    await page.getByRole('button', { name: /Approve/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('look into your mailbox')
  })

  test('going back without paying charges nothing', async ({ page }) => {
    await openCheckout(page)
    await page.getByRole('link', { name: /Back without paying/ }).click()
    await expect(page.getByRole('heading', { name: 'You left the payment page' })).toBeVisible()
    await expectAccessible(page)
  })

  test('a code for the whole price opens the course, and cancelling it closes it again', async ({ page }) => {
    const email = newAddress()
    await openCheckout(page)
    await page.getByLabel('Promotion code').fill('FREE100')
    await page.getByRole('button', { name: 'Apply code' }).click()
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Complete the order' }).click()
    await expect(page.getByText('Nothing was charged')).toBeVisible()
    await signInByMail(page, email, /receipt/i)
    await page.goto('/account/purchases')
    await page.getByRole('link', { name: 'Refund', exact: true }).click()
    await page.getByRole('button', { name: 'Cancel this order' }).click()
    await expect(page.getByText('This order is cancelled')).toBeVisible()
    await page.goto(`/buy/${courseSlug}`)
    await expect(page.getByRole('main').getByRole('button', { name: /^Pay by card/ })).toBeVisible()
  })

  test('an expired checkout, and one that is paid later', async ({ page }) => {
    await openCheckout(page)
    const expired = sessionOf(page.url())
    await sandbox(`/sessions/${expired}/expire`, {})
    await page.goto(`/checkout/return?session_id=${expired}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('ran out of time')

    await openCheckout(page)
    const later = sessionOf(page.url())
    const email = newAddress()
    await sandbox('/payments', { session: later, method: 'us_bank_account', arrivesLater: true, email })
    await page.goto(`/checkout/return?session_id=${later}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('on its way')
    await sandbox(`/sessions/${later}/settle`, { status: 'succeeded' })
    await mailTo(email, /receipt/i)
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('look into your mailbox')
  })
})

test('who holds the course is not sold it again', async ({ page, learner }) => {
  expect(learner.email).toContain('@')
  await page.goto(`/buy/${courseSlug}`)
  await expect(page.getByText('You have this course')).toBeVisible()
  await expectAccessible(page)
})

test('a guest who pays for what they already hold gets the second payment back by itself', async ({
  page,
}) => {
  const { email } = await makePerson({ holdsCourse: 'active' })
  await openCheckout(page)
  await payWith(page, cards.pays, email)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You had this course already')
  await expect
    .poll(
      async () =>
        (
          await query(
            `select r.status from "Refund" r join "Order" o on o.id = r."orderId" where o.email = $1`,
            [email],
          )
        )[0]?.status,
      {
        timeout: 20_000,
      },
    )
    .toBe('DONE')
})

test('the owner sees sales and refunds on one page; to others it does not exist', async ({ page, owner }) => {
  expect(owner.userId).toBeTruthy()
  await page.goto('/owner')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectAccessible(page)
  await page.context().clearCookies()
  expect((await page.request.get('/owner')).status()).toBe(404)
})
