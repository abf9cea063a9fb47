import { courseSlug } from './support/site.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts'

const lesson = `/learn/${courseSlug}/realloc-calloc-and-the-big-ones`
/** A name of the engine that no other code has. */
const engineWord = 'POOL_REUSED_SAME_CLASS'

test('an exercise is opened, solved by keyboard, kept, and still solved on return @phone', async ({
  page,
  learner,
}) => {
  expect(learner.userId).toBeTruthy()
  const withEngine: string[] = []
  const reads: Promise<void>[] = []
  page.on('response', (response) => {
    if (!response.url().endsWith('.js')) return
    reads.push(
      response.text().then(
        (text) => {
          if (text.includes(engineWord)) withEngine.push(response.url())
        },
        () => undefined,
      ),
    )
  })
  await page.goto(lesson, { waitUntil: 'load' })
  const exercise = page.getByRole('region', { name: /Shrink without moving/ })
  const part = exercise.locator('.exercise-part').first()
  await expect(exercise.getByText('What is the smallest size')).toHaveCount(0)
  await Promise.all(reads)
  expect(withEngine, 'the engine comes with the player').toEqual([])

  const next = page.getByRole('heading', { name: 'How would I see this in production?' })
  const placeOf = () => next.evaluate((element) => element.getBoundingClientRect().top + window.scrollY)
  const before = await placeOf()
  await part.getByRole('button', { name: 'Open the allocator' }).press('Enter')
  await expect(part.getByLabel('What is the smallest size')).toBeVisible()
  expect(Math.abs((await placeOf()) - before), 'the text below has not moved').toBeLessThan(2)

  await part.getByLabel('Block', { exact: true }).fill('1')
  await part.getByLabel('Bytes', { exact: true }).fill('384')
  await part.getByLabel('Bytes', { exact: true }).press('Enter')
  await expect(part.getByRole('status').first()).toContainText('0x8030')
  await part.getByRole('button', { name: 'Undo' }).click()
  await part.getByLabel('What is the smallest size').fill('385')
  await part.getByLabel('What is the smallest size').press('Enter')
  await expect(part.getByText(/Locked: 385/)).toBeVisible()
  await part.getByLabel('Block', { exact: true }).fill('1')
  await part.getByLabel('Bytes', { exact: true }).fill('385')
  await part.getByLabel('Bytes', { exact: true }).press('Enter')
  await expect(part.getByText('Solved, and kept.')).toBeVisible()
  await expect(exercise.getByText('Solved', { exact: true })).toBeVisible()

  await part.getByRole('button', { name: 'Give me a hint' }).click()
  await expect(part.getByText('Hint 1.')).toBeVisible()
  await part.getByRole('button', { name: 'Show the sample solution' }).click()
  await expect(part.getByText('One solution.')).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  await page.reload()
  await part.getByRole('button', { name: 'Open the allocator' }).click()
  await expect(part.getByText('Solved, and kept.')).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('task and goals can be read, and the page says what is missing', async ({ page, learner }) => {
    expect(learner.userId).toBeTruthy()
    await page.goto(lesson)
    await expect(page.getByText('Shrink it as far as it can shrink')).toBeVisible()
    await expect(page.getByText('Your prediction is right.')).toBeVisible()
    await expect(page.getByText('Working on it needs JavaScript.').first()).toBeVisible()
  })
})
