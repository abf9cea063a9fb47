import type { Page } from '@playwright/test'
import { cards, openCheckout, payWith } from './support/buy.ts'
import { compiledLessons, courseSlug, makePerson, type Person } from './support/site.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts'

const desk = `/learn/${courseSlug}/review`
const all = `/reviews/${courseSlug}`
const marketed = (page: Page) => page.getByRole('region', { name: 'Reviews' })

async function write(page: Page, rating: string, text: string, name: string): Promise<void> {
  await page.goto(desk)
  await page.getByLabel(rating).check()
  await page.getByLabel('Your review').fill(text)
  await page.getByLabel('Name that is shown').fill(name)
  await page.getByRole('button', { name: /Publish my review|Save the changes/ }).click()
  await expect(page.getByRole('status')).toContainText('Saved')
}

test('a buyer’s review is on the front page, labelled after the refund, and the average follows the rule', async ({
  page,
  context,
  browser,
}) => {
  test.slow()
  const as = async ({ cookie }: Person) => {
    await context.clearCookies()
    await context.addCookies([cookie])
  }
  const buyer = await makePerson()

  await test.step('nobody has written any', async () => {
    await page.goto('/')
    await expect(page.getByText('No reviews yet: be the first to share your experience')).toBeVisible()
  })

  await test.step('who never held the course cannot write', async () => {
    await as(buyer)
    await page.goto(desk)
    await expect(page.getByText('This account never did.')).toBeVisible()
  })

  await test.step('a buyer writes, with a lesson done', async () => {
    await openCheckout(page)
    await payWith(page, cards.pays)
    await expect(page).toHaveURL(/checkout\/return/)
    await page.goto(`/learn/${courseSlug}/${compiledLessons()[0]?.slug}`)
    await page.getByRole('button', { name: 'Mark as done' }).click()
    await expect(page.getByRole('button', { name: 'Mark as not done' })).toBeVisible()
    await page.goto(desk)
    await page.getByRole('button', { name: 'Publish my review' }).click()
    await expect(page.getByText('Choose a rating from 1 to 5.')).toBeVisible()
    await expect(page.getByLabel('5: Excellent')).toBeFocused()
    await expectAccessible(page)
    await write(page, '2: Weak', 'كتاب جيد <b>but</b> not for me.\n\n[a](https://evil.example)', 'آدا')
    await page.getByRole('link', { name: 'See it as others do' }).click()
    await expect(page.getByRole('article')).toContainText('change or withdraw it')
    await expectAccessible(page)
  })

  await test.step('it is on the front page, as it was typed', async () => {
    await page.goto('/')
    await expect(marketed(page)).toContainText('2.0 of 5, from 1 review')
    const review = marketed(page).getByRole('article')
    await expect(review).toContainText('<b>but</b> not for me.')
    await expect(review).toContainText(/Verified purchase, completed [1-9]\d? %/)
    const data = await page.locator('script[type="application/ld+json"]').textContent()
    const [course] = JSON.parse(data ?? '')['@graph']
    expect(course.aggregateRating).toMatchObject({ ratingValue: 2, reviewCount: 1 })
  })

  await test.step('without JavaScript: a long one, by somebody else', async () => {
    const other = await makePerson({ holdsCourse: 'active' })
    const plain = await browser.newContext({ javaScriptEnabled: false })
    await plain.addCookies([other.cookie])
    const still = await plain.newPage()
    await write(still, '5: Excellent', 'W'.repeat(5000), 'Grace')
    await still.goto('/')
    await still.getByRole('button', { name: /Helpful.*آدا/ }).click()
    await expect(marketed(still)).toContainText('1 found it helpful')
    await marketed(still).getByText('Show all', { exact: true }).click()
    await expect(still.getByText('W'.repeat(5000))).toBeVisible()
    await still.setViewportSize({ width: 360, height: 740 })
    await expectNoSidewaysScroll(still)
    await plain.close()
  })

  await test.step('after the refund it stays and counts', async () => {
    await page.goto('/account/purchases')
    await page.getByRole('link', { name: 'Refund', exact: true }).click()
    await expect(page.getByText('If you wrote one, it stays, marked as refunded')).toBeVisible()
    await page.getByRole('button', { name: /^Refund \$29/ }).click()
    await expect(page.getByText(/Refund of \$29(\.00)?: (requested|sent|done)/)).toBeVisible()
    await page.goto('/?reviews=helpful')
    await expect(marketed(page)).toContainText('3.5 of 5, from 2 reviews')
    const review = marketed(page).getByRole('article').first()
    await expect(review).toContainText('<b>but</b> not for me.')
    await expect(review.getByText('Refunded', { exact: true })).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('one without a lesson before its refund is shown, and does not count', async () => {
    await as(await makePerson({ holdsCourse: 'refunded' }))
    await write(page, '1: Bad', 'No', '')
    await page.goto(all)
    await expect(page.getByRole('main')).toContainText('3.5 of 5, from 2 reviews; 1 more not counted')
    await expect(page.getByRole('article').first()).toContainText('A learner,')
    await expect(page.getByRole('article').first()).toContainText('not counted')
  })

  await test.step('the owner answers and hides it, and it is shown again', async () => {
    await as(await makePerson({ role: 'OWNER' }))
    await page.goto('/owner/reviews')
    await expectAccessible(page)
    const entry = page.getByRole('listitem').filter({ hasText: '1 of 5, by A learner' })
    await entry.getByText('Answer', { exact: true }).click()
    await entry.getByLabel('Your answer').fill('What was missing?')
    await entry.getByRole('button', { name: 'Publish the answer' }).click()
    await expect(page.getByText('The answer stands under the review.')).toBeVisible()
    await entry.getByText('Hide', { exact: true }).click()
    await entry.getByLabel('Reason').selectOption('OFF_TOPIC')
    await entry.getByLabel('What in it').fill('Says nothing')
    await entry.getByRole('button', { name: 'Hide this review' }).click()
    await expect(page.getByText('The review is hidden.')).toBeVisible()
    await page.goto(all)
    await expect(page.getByRole('main')).toContainText('1 review is hidden by us')
    await page.goto('/owner/reviews')
    await page.getByRole('button', { name: /Show again/ }).click()
    await expect(page.getByText('The review is shown again.')).toBeVisible()
    await page.goto('/owner/audit')
    await expect(page.getByRole('cell', { name: 'Says nothing' })).toBeVisible()
  })

  await test.step('its writer withdraws it', async () => {
    await as(buyer)
    await page.goto('/account')
    await page.getByRole('link', { name: 'Your review' }).click()
    await page.getByText('Withdraw my review', { exact: true }).click()
    await page.getByRole('button', { name: 'Withdraw it for good' }).click()
    await expect(page.getByRole('status')).toContainText('Withdrawn')
    await page.goto('/')
    await expect(marketed(page)).toContainText('5.0 of 5, from 1 review')
  })
})
