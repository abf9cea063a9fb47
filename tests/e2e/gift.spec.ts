import { cards, newAddress, payWith, signInByMail } from './support/buy.ts'
import { courseSlug, sandbox } from './support/site.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, linkIn, mailTo, test } from './support/test.ts'

test('a guest gives the course, and the other opens it from the mail @phone', async ({ page }) => {
  const [giver, friend] = [newAddress(), newAddress()]
  await page.goto(`/buy/${courseSlug}`)
  await page.getByRole('link', { name: 'Give the course' }).click()
  await expect(page.getByText('Give it to somebody', { exact: true })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: /^Pay by card/ }).press('Enter')
  await expect(page.getByText('Enter an e-mail address.')).toBeVisible()
  await expect(page.getByLabel('E-mail address of who gets it')).toBeFocused()
  await expectAccessible(page)

  await page.getByLabel('E-mail address of who gets it').fill(friend)
  await page.getByLabel('Your name').fill('Grace Hopper')
  await page.getByLabel('A few words to them').fill('For your birthday.\nEnjoy it.')
  await page.getByRole('button', { name: /^Pay by card/ }).click()
  await expect(page.getByRole('heading', { name: 'Your order' })).toBeVisible()
  await payWith(page, cards.pays, giver)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your gift is paid')
  await expectAccessible(page)

  const link = linkIn(await mailTo(friend, /Grace Hopper gives you a course/), '/gift')
  await page.goto(link)
  await expect(page.getByText('For your birthday.')).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Redeem the gift' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('look into your mailbox')
  await page.goto(linkIn(await mailTo(friend, /Your course is open/), '/sign-in/confirm'))
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(new RegExp(`/learn/${courseSlug}`))
  await page.goto(link)
  await expect(page.getByText('You have redeemed it')).toBeVisible()
  await page.context().clearCookies()

  // The giver, from their receipt: where it stands, and the way to take it back.
  await page.goto(linkIn(await mailTo(giver, /receipt for a gift/), '/sign-in/confirm'))
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'The gift' })).toBeVisible()
  await expect(page.getByText(friend).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Refund', exact: true }).click()
  await expect(page.getByText('Who redeemed it loses access at once')).toBeVisible()
  await page.getByRole('button', { name: 'Refund $29' }).click()
  await mailTo(friend, /A gift has ended/)
})

test('a giver passes a gift on; whoever holds the new link redeems it with the account they have', async ({
  page,
  learner,
}) => {
  const [first, second] = [newAddress(), newAddress()]
  // Who holds the course can give it.
  expect(learner.email).toBeTruthy()
  await page.goto(`/buy/${courseSlug}/gift`)
  await page.getByLabel('E-mail address of who gets it').fill(first)
  await page.getByLabel('Your name').fill('Grace')
  await page.getByRole('button', { name: /^Pay by card/ }).click()
  await payWith(page, cards.pays)
  await page.getByRole('link', { name: 'See the gift' }).click()
  const old = linkIn(await mailTo(first, /Grace gives you a course/), '/gift')
  await page.getByRole('link', { name: /give it to somebody else/ }).click()
  await expectAccessible(page)
  await page.getByLabel('E-mail address of who gets it').fill(second)
  await page.getByRole('button', { name: /mail the new link/ }).click()
  await expect(page.getByText(second).first()).toBeVisible()

  const link = linkIn(await mailTo(second, /Grace gives you a course/), '/gift')
  await page.goto(old)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link has ended')
  await page.goto(link)
  await expect(page.getByText('You have this course already')).toBeVisible()
  await expectAccessible(page)
  await page.context().clearCookies()

  // Somebody with another address: they sign in, and come back to the gift without its link.
  const other = newAddress()
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in with another address' }).click()
  await page.getByLabel('E-mail address').fill(other)
  await page.getByRole('button', { name: 'Mail me a sign-in link' }).click()
  await page.goto(linkIn(await mailTo(other, /Sign in/), '/sign-in/confirm'))
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText(`The course opens for your account, ${other}`)).toBeVisible()
  await page.getByRole('button', { name: 'Redeem the gift' }).click()
  await expect(page).toHaveURL(new RegExp(`/learn/${courseSlug}`))
})

test('a guest pays for a gift in crypto; it is redeemed, taken back, and claimed @phone', async ({
  page,
}) => {
  const [giver, friend] = [newAddress(), newAddress()]
  await page.goto(`/buy/${courseSlug}/gift`)
  // What is wrong with the gift is said before anybody is led on.
  await page.getByRole('button', { name: 'Pay with crypto' }).click()
  await expect(page.getByText('Enter an e-mail address.')).toBeVisible()
  await page.getByLabel('E-mail address of who gets it').fill(friend)
  await page.getByLabel('Your name').fill('Grace Hopper')
  await page.getByLabel('A few words to them').fill('Für deinen Geburtstag 🎁')
  await page.getByRole('button', { name: 'Pay with crypto' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pay with crypto')
  await expect(page.getByText(friend)).toBeVisible()
  await expect(page.getByText('Für deinen Geburtstag 🎁')).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  // Nothing that was written is lost on the way back.
  await page.goto(`/buy/${courseSlug}/gift`)
  await expect(page.getByLabel('E-mail address of who gets it')).toHaveValue(friend)
  await page.getByRole('button', { name: 'Pay with crypto' }).click()
  await page.getByLabel('Your e-mail').fill(giver)
  await page.getByRole('button', { name: 'Go on to pay $29' }).click()
  await page.getByRole('button', { name: 'Pay too little ($14.50)' }).click()
  expect(await mailTo(giver, /^\$14\.50 is still missing/)).toContain(
    'The gift is paid when the rest is there',
  )
  await page.getByRole('link', { name: 'Return to the shop' }).click()
  await expect(page.getByText('and the gift is paid')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Pay the rest' }).click()
  await page.getByRole('button', { name: /^Pay exactly \(/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your gift is paid')

  await page.goto(linkIn(await mailTo(friend, /Grace Hopper gives you a course/), '/gift'))
  await page.getByRole('button', { name: 'Redeem the gift' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('look into your mailbox')
  await signInByMail(page, friend, /Your course is open/)
  await page.context().clearCookies()

  await signInByMail(page, giver, /receipt for a gift/)
  await expect(page.getByText('$29, in crypto')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'The gift' })).toBeVisible()
  await page.getByRole('link', { name: 'Refund', exact: true }).click()
  await expect(page.getByText('goes back in crypto')).toBeVisible()
  await expect(page.getByText('Who redeemed it loses access at once')).toBeVisible()
  await page.getByRole('button', { name: 'Refund $29' }).click()
  await mailTo(friend, /A gift has ended/)
  const purchase = page.url()
  await page.goto(linkIn(await mailTo(giver, /^Claim \$29/), '/pull-payments/'))
  await page.getByLabel('Bitcoin address').fill('bcrt1qsandboxsandboxsandboxsandboxsandbox')
  await page.getByRole('button', { name: 'Claim $29.00' }).click()
  await expect(page.getByText('AwaitingApproval')).toBeVisible()
  await sandbox('/webhooks/flush', {})
  await page.goto(purchase)
  await expect(page.getByText('You have named the address.')).toBeVisible()
  await expect(page.getByText('The gift has ended with it.')).toBeVisible()
  await expectAccessible(page)
})
