import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts'

/** Opens the playground, and waits until the engine has drawn. */
async function open(page: Page) {
  await page.goto('/playground')
  await expect(page.locator('.stage[data-painted]')).toBeVisible()
  const time = page.getByRole('region', { name: 'Time' })
  await expect(time.getByText('Step 16,000')).toBeVisible()
  const story = page.getByRole('region', { name: 'What just happened' })
  return { time, story, hand: page.getByRole('region', { name: 'By hand' }) }
}

const type = async (page: Page, call: string) => {
  await page.getByLabel('Or type a call').fill(call)
  await page.getByLabel('Or type a call').press('Enter')
}

const upload = (page: Page, name: string, text: string) =>
  page.getByLabel('Upload a trace').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

test('a visitor finds the playground and sees a heap before any script runs', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Playground' }).click()
  await expect(page.getByRole('img', { name: 'The arenas of a heap' })).toBeVisible()
  await context.close()
})

test('time: step, step back, scrub by keyboard, jump, and play to the end @phone', async ({ page }) => {
  const { time, story } = await open(page)
  await time.getByRole('button', { name: 'One step on' }).click()
  await expect(time.getByText('Step 16,001')).toBeVisible()
  await time.getByRole('button', { name: 'One step back' }).click()
  await time.getByRole('button', { name: 'One step back' }).click()
  await expect(time.getByText('Step 15,999')).toBeVisible()
  await time.getByLabel('Step of the run').focus()
  await page.keyboard.press('Home')
  await expect(time.getByText('Step 0 of')).toBeVisible()
  await expect(story).toContainText('The start: no arena')
  await page.keyboard.press('ArrowRight')
  await expect(story).toContainText('The system gave arena 0')

  await time.getByLabel('Jump to where').selectOption(await arenaOption(page))
  await time.getByRole('button', { name: 'Next: an arena is taken' }).click()
  await expect(story).toContainText('The system gave arena 1')
  await expect(story.getByRole('link', { name: /^Lesson 4/ })).toHaveAttribute('href', /\/arenas$/)
  await time.getByRole('button', { name: 'Last: an arena is taken' }).click()
  await expect(time.getByText('Step 1 of')).toBeVisible()

  await time.getByLabel('Speed').fill('18')
  await time.getByRole('button', { name: 'Play' }).click()
  await expect(time.getByRole('button', { name: 'Play' })).toBeVisible()
  await expect(time.getByLabel('Step of the run')).toHaveAttribute('aria-valuetext', /^step ([\d,]+) of \1$/)
})

/** The full text of the option: it carries how often it happens. */
async function arenaOption(page: Page): Promise<string> {
  return (await page.getByRole('option', { name: /^an arena is taken/ }).textContent()) ?? ''
}

test('by hand: from the form, typed, refused in a sentence, and undone', async ({ page }) => {
  const { time, hand, story } = await open(page)
  await page.getByLabel('Program', { exact: true }).selectOption('empty')
  await expect(time.getByText('Step 0 of 0')).toBeVisible()
  await hand.getByLabel('Bytes').fill('100')
  await hand.getByRole('button', { name: 'malloc' }).click()
  await expect(hand.getByRole('status')).toHaveText('It returned 0x4030.')
  await expect(story).toContainText('carved from arena 0 for the 112-byte class')
  await type(page, 'malloc(512) x 31')
  await expect(hand.getByRole('status')).toContainText('31 requests; the last one returned 0xbc30.')
  await expect(story).toContainText('is full with 31 blocks, and left the ring of the 512-byte class.')
  await type(page, 'free(0x4040)')
  await expect(hand.getByRole('status')).toHaveAttribute('data-refused')
  await expect(time.getByText('Step 32 of 32')).toBeVisible()
  await type(page, 'realloc(0x4030, 99)')
  await expect(story).toContainText('it stays')
  await type(page, 'calloc(3, 171)')
  await expect(story).toContainText('libc gave raw#1')
  await type(page, 'free(50%)')
  await expect(hand.getByRole('status')).toContainText('17 blocks given back.')
  await hand.getByRole('button', { name: 'all', exact: true }).click()
  for (const step of [51, 34]) {
    await hand.getByRole('button', { name: 'Undo' }).click()
    await expect(time.getByText(`Step ${step} of ${step}`)).toBeVisible()
  }
  await type(page, 'hello')
  await expect(hand.getByRole('status')).toContainText('is not a call')
})

test('a block is chosen in the picture, freed, and its pool shows the free list in its own order', async ({
  page,
}) => {
  // Without flights: what is clicked stands still.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await open(page)
  await page.getByLabel('Program', { exact: true }).selectOption('empty')
  await type(page, 'malloc(512) x 3')
  const lists = page.getByRole('complementary', { name: 'Lists and counters' })
  await lists.getByRole('button', { name: /pool 0 of arena 0, 3 of 31/ }).click()
  await expect(lists.getByText('ref.count')).toBeVisible()
  // The pool fills the picture now: its middle is one of the blocks that were never handed out.
  const picture = page.locator('.stage canvas')
  await picture.click()
  await expect(lists.getByText('never handed out', { exact: false }).first()).toBeVisible()
  await lists.getByRole('button', { name: '0x4630' }).click()
  await type(page, 'free(0x4030)')
  await type(page, 'free(0x4230)')
  await expect(lists.getByRole('button', { name: /^0x4/ })).toHaveText(['0x4230', '0x4030', '0x4630'])
})

test('the tree is walked by keyboard, down to a block that is freed', async ({ page }) => {
  const { story } = await open(page)
  await page.getByLabel('Program', { exact: true }).selectOption('empty')
  await type(page, 'malloc(512) x 2')
  await page.getByText('Tree of arenas, pools and blocks').click()
  const tree = page.getByRole('tree', { name: 'Arenas, pools and blocks' })
  await tree.getByRole('treeitem', { name: /Arena 0/ }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(tree.getByRole('treeitem', { name: /Pool 0 at 0x4000: 2 of 31/ })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(tree.getByRole('treeitem', { name: /Block 0 at 0x4030: in use/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Delete')
  await expect(story).toContainText('0x4030 went to the front')
  await expect(tree.getByRole('treeitem', { name: /Block 0 at 0x4030: free, number 1/ })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(tree.getByRole('treeitem', { name: /Pool 0 at/ })).toBeFocused()
})

test('a recorded program is fetched and played; a trace is uploaded; a malformed one leaves the run as it was', async ({
  page,
}) => {
  const { time, hand } = await open(page)
  await page.getByLabel('Program', { exact: true }).selectOption('string-churn')
  await expect(time.getByText('of 102,120')).toBeVisible()
  await expect(page.getByRole('paragraph').filter({ hasText: 'Takes text apart' })).toBeVisible()
  await upload(page, 'mine.trace', 'm 1 64\nm 2 600\nf 1\n')
  await expect(time.getByText('Step 0 of 3')).toBeVisible()
  await upload(page, 'bad.trace', 'm 1 64\n# fine\nf 7\n')
  await expect(hand.getByRole('status')).toHaveText('Line 3: the id 7 is not live. The former run stays.')
  await upload(page, 'worse.trace', 'x\n')
  await expect(hand.getByRole('status')).toContainText('Line 1:')
  await expect(time.getByText('Step 0 of 3')).toBeVisible()
})

test('the set-up is switched: bits, misalignment, debug hooks', async ({ page }) => {
  const { time, hand } = await open(page)
  await upload(page, 'mine.trace', 'm 1 64\n')
  await time.getByRole('button', { name: 'To the end' }).click()
  const story = page.getByRole('region', { name: 'What just happened' })
  await expect(story).toContainText('0x4030')
  await page.getByText(/^Set-up:/).click()
  await page.getByLabel('Arenas lie').selectOption('0')
  await expect(story).toContainText('0x30')
  await page.getByLabel('Bits').selectOption('32')
  await expect(story).toContainText('0x1020')
  await page.getByRole('checkbox', { name: /Debug hooks/ }).check()
  await expect(story).toContainText('for the 80-byte class')
  await expect(hand.getByRole('status')).not.toHaveAttribute('data-refused')
})

test('it is accessible in light and dark, and fits the screen @phone', async ({ page }) => {
  await open(page)
  await page.getByText('Tree of arenas, pools and blocks').click()
  await page.getByText('_debugmallocstats').click()
  await expect(page.getByText('# arenas allocated current')).toBeAttached()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
})

test('the engine comes with this page alone', async ({ page }) => {
  const withEngine: string[] = []
  const reads: Promise<void>[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('.js'))
      reads.push(
        response.text().then(
          (text) => {
            if (text.includes('POOL_REUSED_SAME_CLASS') || text.includes('comlink'))
              withEngine.push(response.url())
          },
          () => undefined,
        ),
      )
  })
  await page.goto('/terms', { waitUntil: 'networkidle' })
  await Promise.all(reads)
  expect(withEngine).toEqual([])
})

for (const theme of ['light', 'dark'] as const)
  test(`what is drawn looks as it did: ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await open(page)
    const picture = page.locator('.stage canvas')
    await expect(picture).toHaveScreenshot(`arenas-${theme}.png`)
    const lists = page.getByRole('complementary', { name: 'Lists and counters' })
    await lists.getByRole('button', { name: /^pool 59 of arena 0/ }).click()
    await page.mouse.move(0, 0)
    await expect(lists.getByText('ref.count')).toBeVisible()
    await expect(picture).toHaveScreenshot(`pool-${theme}.png`)
    await lists.locator('.card .links button').first().click()
    await page.mouse.move(0, 0)
    await expect(lists.getByText(/^Block/)).toBeVisible()
    await expect(picture).toHaveScreenshot(`block-${theme}.png`)
  })
