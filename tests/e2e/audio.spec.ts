import type { Page } from '@playwright/test'
import { compiledLessons, courseSlug, makePerson, query } from './support/site.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts'

const lessons = compiledLessons()
const [first, second] = lessons
if (!first || !second) throw new Error('run `npm run generate`')

const pageOf = (lesson: { slug: string }) => `/learn/${courseSlug}/${lesson.slug}`

const player = (page: Page) => page.getByRole('region', { name: 'Player' })

/** What is sounding, and what is marked. */
const heard = (page: Page) =>
  page.evaluate(() => {
    const voice = document.querySelector('audio')
    const ranges = [...(CSS.highlights.get('heard') ?? [])]
    return {
      seconds: voice?.currentTime ?? 0,
      isPlaying: voice ? !voice.paused : false,
      rate: voice?.playbackRate,
      marked: ranges.map(String).join('') || (document.querySelector('[data-heard]')?.id ?? ''),
    }
  })

async function listen(page: Page) {
  await page
    .getByRole('article')
    .getByRole('button', { name: /^Listen/ })
    .click()
  await expect(player(page)).toBeVisible()
}

/** Real playback: time goes on by itself. */
async function expectSound(page: Page) {
  const before = (await heard(page)).seconds
  await expect
    .poll(async () => (await heard(page)).seconds, { timeout: 15_000 })
    .toBeGreaterThan(before + 0.4)
}

const place = (page: Page) => player(page).getByRole('slider', { name: 'Place in the lesson' })

test('every lesson is heard, its time goes on, and the sentence is marked', async ({ page, context }) => {
  test.setTimeout(180_000)
  const { cookie } = await makePerson({ holdsCourse: 'active' })
  await context.addCookies([cookie])
  for (const lesson of lessons) {
    await page.goto(pageOf(lesson))
    await listen(page)
    await expectSound(page)
    await expect.poll(async () => (await heard(page)).marked, lesson.slug).not.toBe('')
  }
})

test('text and voice are one: marks, clicks, speed, and the same sentence on another device @phone', async ({
  page,
  context,
  browser,
}) => {
  const { cookie, userId } = await makePerson({ holdsCourse: 'active' })
  await context.addCookies([cookie])
  await page.goto(pageOf(second))
  const top = await page.evaluate(() => document.querySelector('article')?.getBoundingClientRect().top)
  await listen(page)
  await expectSound(page)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  expect(
    await page.evaluate(
      () => (document.querySelector('article')?.getBoundingClientRect().top ?? 0) + scrollY,
    ),
  ).toBe(top)

  await player(page).getByRole('combobox', { name: 'Speed' }).selectOption('1.5')
  await expect.poll(async () => (await heard(page)).rate).toBe(1.5)
  await expect
    .poll(() => query<{ playbackRate: number }>('select "playbackRate" from "User" where id = $1', [userId]))
    .toEqual([{ playbackRate: 1.5 }])

  await player(page).getByRole('button', { name: 'Pause' }).click()
  const answer = await page.request.get(`/api/audio/${courseSlug}/${second.slug}`)
  const { sentences } = await answer.json()
  const wanted = sentences.filter(
    ({ elementId, text }: { elementId: string; text: string }) =>
      elementId.startsWith('p-') && text.length > 40,
  )[4]
  // A click on the sentence plays from there.
  const paragraph = page.locator(`#${wanted.elementId}`)
  // To the middle: at the foot of the window the player stands over the text.
  await paragraph.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const point = await paragraph.evaluate(
    (element, text) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = (node.textContent ?? '').indexOf(text)
        if (at === -1) continue
        const range = document.createRange()
        range.setStart(node, at + 1)
        range.setEnd(node, at + 2)
        const box = range.getBoundingClientRect()
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      }
      return null
    },
    wanted.text.slice(0, 12),
  )
  if (!point) throw new Error(`The page does not show: ${wanted.text}`)
  await page.mouse.click(point.x, point.y)
  await expect.poll(async () => (await heard(page)).marked.replace(/\s+/g, ' ')).toBe(wanted.text)
  expect((await heard(page)).isPlaying).toBe(true)
  await player(page).getByRole('button', { name: 'Pause' }).click()
  await expect
    .poll(() =>
      query<{ sentenceId: string }>(
        'select "sentenceId" from "LessonProgress" where "userId" = $1 and "lessonSlug" = $2',
        [userId, second.slug],
      ),
    )
    .toEqual([{ sentenceId: wanted.id }])

  const other = await browser.newContext({ baseURL: new URL(page.url()).origin })
  await other.addCookies([cookie])
  const device = await other.newPage()
  await device.goto(pageOf(second))
  await listen(device)
  await expect.poll(async () => (await heard(device)).marked.replace(/\s+/g, ' ')).toBe(wanted.text)
  expect((await heard(device)).rate).toBe(1.5)
  await other.close()
})

test('the voice goes on while one goes to another page of the course, and to the next lesson at the end', async ({
  page,
  context,
}) => {
  const { cookie, userId } = await makePerson({ holdsCourse: 'active' })
  await context.addCookies([cookie])
  await page.goto(pageOf(first))
  await listen(page)
  await expectSound(page)
  await page.getByRole('link', { name: 'All lessons' }).click()
  await expect(page).toHaveURL(new RegExp(`/learn/${courseSlug}$`))
  await expectSound(page)
  await player(page)
    .getByRole('link', { name: new RegExp(`1\\. ${first.title.slice(0, 8)}`) })
    .click()
  await expect(page).toHaveURL(new RegExp(`${first.slug}$`))
  await expectSound(page)

  const end = Number(await place(page).getAttribute('max'))
  await place(page).fill(String(Math.floor((end - 600) / 1000) * 1000))
  await expect(page).toHaveURL(new RegExp(`${second.slug}$`), { timeout: 20_000 })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(second.title)
  await expectSound(page)
  const [row] = await query<{ endSeenAt: Date | null }>(
    'select "endSeenAt" from "LessonProgress" where "userId" = $1 and "lessonSlug" = $2',
    [userId, first.slug],
  )
  expect(row?.endSeenAt).not.toBeNull()
})

test('the player is used by keyboard, and stops when it is told to', async ({ page }) => {
  await page.goto(pageOf(first))
  await listen(page)
  await expectSound(page)
  await player(page).getByRole('button', { name: 'Pause' }).press('Enter')
  await expect.poll(async () => (await heard(page)).isPlaying).toBe(false)
  const before = (await heard(page)).seconds
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await heard(page)).seconds).toBeCloseTo(before + 15, 0)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(async () => (await heard(page)).seconds).toBeCloseTo(before, 0)
  expect(await page.evaluate(() => navigator.mediaSession.metadata?.title)).toBe(`1. ${first.title}`)
  await player(page).getByRole('button', { name: 'Close the player' }).click()
  await expect(player(page)).toBeHidden()
})

test('the shelf has every recording, and a feed that can be replaced @phone', async ({ page, context }) => {
  const { cookie } = await makePerson({ holdsCourse: 'active' })
  await context.addCookies([cookie])
  await page.goto(`/learn/${courseSlug}/audio`)
  await expect(page.getByRole('main').getByRole('button', { name: /^Listen/ })).toHaveCount(
    lessons.length + 1,
  )
  await page.getByRole('button', { name: 'Make my feed' }).click()
  const address = page.getByRole('textbox', { name: 'Address of your feed' })
  const feed = await address.inputValue()
  const rss = await (await page.request.get(feed)).text()
  const [enclosure] = rss.match(/http[^"]+\.m4a/) ?? []
  const file = await page.request.get(enclosure ?? '', { headers: { Range: 'bytes=0-99', Cookie: '' } })
  expect(file.status()).toBe(206)
  await page.getByRole('button', { name: 'Replace it with a new address' }).click()
  await expect(address).not.toHaveValue(feed)
  expect((await page.request.get(feed)).status()).toBe(404)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
})

test('a visitor hears a minute on the front page', async ({ page }) => {
  await page.goto('/')
  const sample = page.getByLabel('The first minute of lesson 1')
  await sample.scrollIntoViewIfNeeded()
  await sample.evaluate((voice: HTMLAudioElement) => {
    voice.muted = true
    return voice.play()
  })
  await expect
    .poll(() => sample.evaluate((voice: HTMLAudioElement) => voice.currentTime))
    .toBeGreaterThan(0.4)
})
