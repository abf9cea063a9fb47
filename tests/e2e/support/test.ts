import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { makePerson, messagesTo, type Person } from './site.ts'

/** Console errors, uncaught exceptions and refusals of the content security policy fail the test that meets them. */
export const test = base.extend<{ quietConsole: undefined; learner: Person; owner: Person }>({
  quietConsole: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        // The browser reports an answer of 4xx as an error of the console; tests ask for some on purpose.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(
            `${page.url()}: ${message.text()} (${message.location().url}:${message.location().lineNumber})`,
          )
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      await use(undefined)
      expect(complaints, 'nothing is written to the console').toEqual([])
    },
    { auto: true },
  ],
  learner: async ({ context }, use) => {
    const person = await makePerson({ holdsCourse: 'active' })
    await context.addCookies([person.cookie])
    await use(person)
  },
  owner: async ({ context }, use) => {
    const person = await makePerson({ role: 'OWNER' })
    await context.addCookies([person.cookie])
    await use(person)
  },
})

export { expect }

/** Waits for the newest mail to somebody whose subject matches, and returns its text. */
export async function mailTo(email: string, subject: RegExp): Promise<string> {
  let text = ''
  await expect
    .poll(
      async () => {
        const found = (await messagesTo(email)).find((message) => subject.test(message.subject))
        text = found?.text ?? ''
        return found?.subject ?? 'no such mail'
      },
      { message: `a mail to ${email} with ${subject}`, timeout: 20_000 },
    )
    .toMatch(subject)
  return text
}

/** The first address in a mail that leads to this path. */
export function linkIn(mail: string, path: string): string {
  const link = mail.match(/https?:\/\/\S+/g)?.find((address) => new URL(address).pathname.startsWith(path))
  if (!link) throw new Error(`No link to ${path} in: ${mail}`)
  return link
}

/** No violation of the accessibility rules, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
    expect(found, `${page.url()} in ${colorScheme}`).toEqual([])
  }
}

/** Nothing is cut off to the right: no page scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${page.url()} is not wider than the screen`).toBeLessThanOrEqual(0)
}
