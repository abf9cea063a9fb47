import { cards, newAddress, openCheckout, payWith, signInByMail } from './support/buy.ts'
import { compiledLessons, courseSlug, proseOf } from './support/site.ts'
import { solveRequiredExercises } from './support/solve.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, test } from './support/test.ts'

const lessons = compiledLessons()
const [first, second] = lessons
const home = `/learn/${courseSlug}`

test('land, buy as a guest, sign in by the mailed link, read, leave, resume, answer, finish, certificate, refund, access gone @phone', async ({
  page,
  browser,
}) => {
  test.setTimeout(600_000)
  if (!first || !second) throw new Error('The course has lessons.')
  const email = newAddress()
  const look = async () => {
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  }

  await test.step('land', async () => {
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Demystifying Python Memory')
    await look()
  })

  await test.step('buy as a guest', async () => {
    await page
      .getByRole('link', { name: /^Buy for \$/ })
      .first()
      .click()
    await expect(page).toHaveURL(`/buy/${courseSlug}`)
    await look()
    await openCheckout(page)
    await look()
    await payWith(page, cards.pays, email)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('look into your mailbox')
    await look()
  })

  await test.step('typing an address signs nobody in', async () => {
    await page.goto('/account')
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })

  await test.step('sign in by the mailed link', async () => {
    await signInByMail(page, email, /receipt/i)
    await expect(page).toHaveURL(new RegExp(home))
    await page.goto(home)
    await expect(page.getByText(/^0 % done/)).toBeVisible()
    await look()
  })

  await test.step('read, and leave in the middle', async () => {
    await page.goto(`${home}/${second.slug}`)
    for (const sentence of proseOf(second).slice(0, 2)) await expect(page.getByText(sentence)).toBeVisible()
    await look()
    const blocks = page.locator('[data-block]')
    const middle = blocks.nth(Math.floor((await blocks.count()) / 2))
    const saved = page.waitForResponse((answer) => answer.url().endsWith('/api/progress') && answer.ok())
    await middle.evaluate((block) => block.scrollIntoView({ block: 'start' }))
    await saved
    await page.goto('/account')
  })

  await test.step('resume exactly there, on another device', async () => {
    await page.goto(home)
    const goOn = page.getByRole('link', { name: /^Continue: lesson 2/ })
    await expect(goOn).toBeVisible()
    const target = new URL((await goOn.getAttribute('href')) ?? '', page.url())
    expect(target.hash).not.toBe('')
    const { cookies } = await page.context().storageState()
    const device = await browser.newContext({
      storageState: { cookies, origins: [] },
      viewport: { width: 800, height: 700 },
    })
    const other = await device.newPage()
    await other.goto(new URL(home, page.url()).href)
    await other.getByRole('link', { name: /^Continue: lesson 2/ }).click()
    await expect(other.locator(target.hash)).toBeInViewport()
    await device.close()
  })

  await test.step('answer: a wrong answer is explained, a right one stays', async () => {
    await page.goto(`${home}/${second.slug}`)
    const question = page
      .locator('form.quiz')
      .filter({ has: page.getByRole('radio') })
      .first()
    await question.getByRole('radio').first().check()
    await question.getByRole('button', { name: 'Check' }).click()
    await expect(question.getByRole('status')).toContainText(/Right\.|Not right\./)
    await page.reload()
    await expect(question.getByRole('status')).toContainText(/Right\.|Not right\./)
    await look()
  })

  await test.step('no certificate before the end', async () => {
    await page.goto(`${home}/certificate`)
    await expect(page.getByText(`0 of ${lessons.length} lessons are done`)).toBeVisible()
    await look()
  })

  await test.step('finish; done can be taken back', async () => {
    for (const lesson of lessons) {
      await page.goto(`${home}/${lesson.slug}`)
      await page.getByRole('button', { name: 'Mark as done' }).click()
      await expect(page.getByRole('button', { name: 'Mark as not done' })).toBeVisible()
    }
    await page.getByRole('button', { name: 'Mark as not done' }).click()
    await expect(page.getByRole('button', { name: 'Mark as done' })).toBeVisible()
    await page.getByRole('button', { name: 'Mark as done' }).click()
    await expect(page.getByRole('button', { name: 'Mark as not done' })).toBeVisible()
    await page.goto(home)
    await expect(page.getByText(/^100 % done/)).toBeVisible()
    await look()
  })

  await test.step('the exercises that count are still missing; solve them', async () => {
    await page.getByRole('link', { name: 'Get your certificate' }).click()
    await expect(page.getByRole('heading', { name: 'Exercises to solve' })).toBeVisible()
    await look()
    await solveRequiredExercises(page)
  })

  const certificatePath = await test.step('certificate', async () => {
    await page.goto(`${home}/certificate`)
    await page.getByLabel('Name on the certificate').fill('Ada Łukaszewicz-Ñandú')
    await page.getByRole('button', { name: 'See how it reads' }).click()
    await look()
    await page.getByRole('button', { name: 'Issue my certificate' }).click()
    const publicPage = page.getByRole('link', { name: 'Open its public page' })
    await expect(publicPage).toBeVisible()
    const path = (await publicPage.getAttribute('href')) ?? ''
    await look()
    const pdf = await page.request.get(`/api${path}/pdf`)
    expect(pdf.headers()['content-type']).toBe('application/pdf')
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await page.goto(path)
    await expect(page.getByRole('main')).toContainText('Ada Łukaszewicz-Ñandú')
    await expect(page.getByText('Valid', { exact: true })).toBeVisible()
    await look()
    return path
  })

  await test.step('refund, two clicks from the account', async () => {
    await page.goto('/account/purchases')
    await look()
    await page.getByRole('link', { name: 'Refund', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'What will happen' })).toBeVisible()
    await look()
    await page.getByRole('button', { name: /^Refund \$29/ }).click()
    await expect(page.getByText(/Refund of \$29(\.00)?: (requested|sent|done)/)).toBeVisible()
    await look()
    await mailTo(email, /refund/i)
    await expect(async () => {
      await page.reload()
      await expect(page.getByText(/Refund of \$29(\.00)?: done/)).toBeVisible({ timeout: 1000 })
    }).toPass({ timeout: 30_000 })
  })

  await test.step('access is gone, the certificate says revoked, progress is kept', async () => {
    const answer = await page.goto(`${home}/${second.slug}`)
    expect(answer?.headers()['cache-control']).toContain('no-store')
    for (const sentence of proseOf(second)) expect(await page.content()).not.toContain(sentence)
    await look()
    await page.goto(certificatePath)
    await expect(page.getByText(/^Revoked on/)).toBeVisible()
    await look()
  })

  await test.step('buying again leads back to where it stopped', async () => {
    await openCheckout(page)
    await payWith(page, cards.pays)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('The course is yours')
    await page.goto(home)
    await expect(page.getByText(/^100 % done/)).toBeVisible()
    await page.goto(certificatePath)
    await expect(page.getByText('Valid', { exact: true })).toBeVisible()
  })
})
