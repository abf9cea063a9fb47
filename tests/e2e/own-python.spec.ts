import type { Page } from '@playwright/test'
import { makePerson } from './support/site.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts'

/** Python is loaded once for each program, which takes seconds on a busy machine. */
const patience = { timeout: 60_000 }
test.describe.configure({ timeout: 180_000 })
test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const run = (page: Page) => page.getByRole('button', { name: 'Run and record' }).click()
const python = (page: Page) => page.getByRole('region', { name: 'Your own Python' })

/** Waits for CodeMirror, and pastes a program over what is there. */
async function paste(page: Page, program: string): Promise<void> {
  const editor = python(page).getByRole('textbox', { name: 'Your program' })
  await expect(editor).toHaveAttribute('contenteditable', 'true')
  await editor.click()
  await page.evaluate((text) => navigator.clipboard.writeText(text), program)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('ControlOrMeta+V')
  await expect(editor).toContainText(program.split('\n')[0] ?? '')
}

const listed = (page: Page) => page.getByLabel('Program', { exact: true }).locator('option:checked')

const growing = `kept = []
for n in range(2000):
    kept.append("word %d" % n)
print(len(kept), "kept")
`

test('a learner writes a program and sees its memory, and where it went wrong @phone', async ({
  page,
  learner,
}) => {
  await page.goto('/playground')
  await paste(page, growing)
  await run(page)
  await expect(
    python(page).getByText(/Your program ran to its end\. [\d,]+ requests were recorded\./),
  ).toBeVisible(patience)
  await expect(python(page).getByRole('region', { name: 'Output' })).toContainText('2000 kept')
  await expect(python(page).getByRole('row', { name: /^3 kept\.append/ })).toBeVisible()

  // All of it plays in the picture, and the line of each step is known.
  const steps = page.getByRole('slider', { name: 'Step of the run' })
  const requests = await steps.getAttribute('max')
  expect(Number(requests)).toBeGreaterThan(4000)
  await expect(steps).toHaveValue(requests ?? '')
  await expect(listed(page)).toHaveText('Your program')
  await steps.fill('2000')
  await expect(page.locator('.is-marked')).toContainText('kept.append')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  await paste(page, `${growing}print(kept[2000])\n`)
  await run(page)
  await expect(python(page).getByText(/stopped your program at line 5, with the error below/)).toBeVisible(
    patience,
  )
  await expect(python(page).getByRole('region', { name: 'Output' })).toContainText(
    'IndexError: list index out of range',
  )
  expect(learner.userId).toBeTruthy()
})

test('a program that never ends is stopped, and Python works without a connection', async ({
  page,
  context,
  learner,
}) => {
  await page.goto('/playground')
  await paste(page, 'kept = [str(n) for n in range(500)]\nwhile True:\n    pass\n')
  await run(page)
  await expect(python(page).getByText(/Running\. [1-9]/)).toBeVisible(patience)
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(python(page).getByText(/^Stopped at line [23]\. [\d,]+ requests were recorded/)).toBeVisible(
    patience,
  )
  await expect(page.getByRole('slider', { name: 'Step of the run' })).toHaveAttribute('max', /^\d{3,}$/)

  // One call that never returns to Python hears no Ctrl-C: its Worker is ended.
  await paste(page, 'import collections, itertools\ncollections.deque(itertools.repeat(1), 0)\n')
  await run(page)
  await expect(python(page).getByText(/Running\. [1-9]/)).toBeVisible(patience)
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(python(page).getByText(/^Stopped by force: .* [\d,]+ requests were recorded\./)).toBeVisible()

  await context.setOffline(true)
  for (const word of ['first', 'second']) {
    await paste(page, `print("${word} without a connection")\n`)
    await run(page)
    await expect(python(page).getByRole('region', { name: 'Output' })).toContainText(
      `${word} without a connection`,
      patience,
    )
  }
  expect(learner.userId).toBeTruthy()
})

test('a program that asks without end is stopped at the limit, and all of it plays', async ({
  page,
  learner,
}) => {
  await page.goto('/playground')
  await paste(page, 'while True:\n    kept = [str(n) for n in range(1000)]\n')
  await run(page)
  await expect(
    python(page).getByText(/^5,000,000 requests are the limit\. Your program reached it at line 2/),
  ).toBeVisible(patience)
  await expect(page.getByRole('slider', { name: 'Step of the run' })).toHaveAttribute(
    'max',
    '5000000',
    patience,
  )
  expect(learner.userId).toBeTruthy()
})

test('a run is kept, shared, renamed and deleted', async ({ page, browser, learner }) => {
  await page.goto('/playground')
  // The name of the run stands in the field as soon as there is a run.
  await expect(page.getByRole('button', { name: 'Keep in my account' })).toBeEnabled()
  await page.getByLabel('Name', { exact: true }).fill('My opening')
  await page.getByRole('button', { name: 'Keep in my account' }).click()
  const link = await page.getByLabel('Link', { exact: true }).inputValue()
  expect(link).toMatch(/\/playground#kept=[A-Za-z0-9_-]{22}$/)
  const steps = await page.getByRole('slider', { name: 'Step of the run' }).getAttribute('max')

  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto(link)
  await expect(visitor.getByRole('slider', { name: 'Step of the run' })).toHaveValue(steps ?? '')

  await page.goto('/account/runs')
  await page.getByRole('button', { name: 'Rename My opening' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Fill and drain')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Fill and drain' })).toHaveAttribute(
    'href',
    new URL(link).pathname + new URL(link).hash,
  )
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Delete Fill and drain' }).click()
  await page.getByRole('button', { name: 'Delete it' }).click()
  await expect(page.getByText('None yet.')).toBeVisible()

  await visitor.goto('/')
  await visitor.goto(link)
  await expect(visitor.getByText('its owner deleted it')).toBeVisible()
  await visitor.context().close()
  expect(learner.userId).toBeTruthy()
})

test('a small run stands in its link; a damaged one is told, and what is played stays', async ({ page }) => {
  await page.goto('/playground')
  await expect(page.getByText('With the course you write a program here')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Your program' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Make a link' }).click()
  await expect(page.getByText('too large to stand in a link')).toBeVisible()
  const before = await page.getByRole('slider', { name: 'Step of the run' }).getAttribute('max')

  await page.goto('/playground#run=nonsense')
  await expect(page.getByText('This link is damaged')).toBeVisible()
  await expect(page.getByRole('slider', { name: 'Step of the run' })).toHaveAttribute('max', before ?? '')

  // "m 0 56\nf 0\n", folded.
  await page.goto('/playground#run=y1UwUDA140pTMOACAA')
  await expect(page.getByRole('slider', { name: 'Step of the run' })).toHaveAttribute('max', '2')
  await expect(page.getByText('This link is damaged')).toHaveCount(0)
  await expect(listed(page)).toHaveText('A run from a link')
  await page.getByLabel('Program', { exact: true }).selectOption('empty')
  await expect(page.getByRole('slider', { name: 'Step of the run' })).toHaveAttribute('max', '0')
  await expect(listed(page)).toHaveText('An empty heap, by hand')
  await page.goBack()
  await page.goForward()
  await expect(page.getByRole('slider', { name: 'Step of the run' })).toHaveAttribute('max', '2')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('Link', { exact: true }).inputValue()
  await page.goto('/')
  await page.goto(link)
  await expect(page.getByRole('slider', { name: 'Step of the run' })).toHaveAttribute('max', '2')

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save trace file' }).click()
  expect((await saved).suggestedFilename()).toBe('a-run-from-a-link.trace')
  const picture = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save picture (PNG)' }).click()
  expect((await picture).suggestedFilename()).toBe('a-run-from-a-link.png')
})

test('who lost the course has neither Python nor a place to keep runs', async ({ page, context }) => {
  const { cookie } = await makePerson({ holdsCourse: 'refunded' })
  await context.addCookies([cookie])
  await page.goto('/playground')
  await expect(page.getByText('With the course you write a program here')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Keep in my account' })).toHaveCount(0)
})
