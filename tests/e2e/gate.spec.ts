import type { APIRequestContext } from '@playwright/test'
import { compiledLessons, courseSlug, makePerson, proseOf } from './support/site.ts'
import { expect, test } from './support/test.ts'

const lessons = compiledLessons()
const gated = lessons.filter((lesson) => !lesson.free)

/** Every way in which Next can be asked for a page. */
const asked: Record<string, Record<string, string>> = {
  HTML: {},
  RSC: { RSC: '1' },
  prefetch: { RSC: '1', 'Next-Router-Prefetch': '1' },
  'tree segment': { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' },
  'page segment': { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/__PAGE__' },
}

async function expectNothingLeaks(request: APIRequestContext, cookie?: { name: string; value: string }) {
  for (const lesson of gated) {
    const secrets = proseOf(lesson)
    expect(secrets.length, `${lesson.slug} has prose to look for`).toBeGreaterThan(3)
    const path = `/learn/${courseSlug}/${lesson.slug}`
    for (const address of [
      path,
      `${path}.rsc`,
      `${path}?_rsc=1`,
      `${path}.segments/_tree.segment.rsc`,
      `${path}.segments/__PAGE__.segment.rsc`,
    ]) {
      for (const [kind, headers] of Object.entries(asked)) {
        const answer = await request.get(address, {
          headers: { ...headers, ...(cookie ? { Cookie: `${cookie.name}=${cookie.value}` } : {}) },
          maxRedirects: 3,
        })
        const body = await answer.text()
        for (const secret of secrets)
          expect(body.includes(secret), `${address} as ${kind} holds “${secret}…”`).toBe(false)
        expect(answer.headers()['cache-control'] ?? '', `${address} as ${kind}`).toContain('no-store')
      }
    }
  }
}

test('a stranger gets no word of a gated lesson, in any form', async ({ request }) => {
  await expectNothingLeaks(request)
})

test('somebody signed in without the course gets no word of it', async ({ request }) => {
  await expectNothingLeaks(request, (await makePerson()).cookie)
})

test('somebody refunded gets no word of it', async ({ request }) => {
  await expectNothingLeaks(request, (await makePerson({ holdsCourse: 'refunded' })).cookie)
})

test('who holds the course gets every word, and no cache keeps it', async ({ request }) => {
  const { cookie } = await makePerson({ holdsCourse: 'active' })
  for (const lesson of gated) {
    const answer = await request.get(`/learn/${courseSlug}/${lesson.slug}`, {
      headers: { Cookie: `${cookie.name}=${cookie.value}` },
    })
    const body = await answer.text()
    for (const sentence of proseOf(lesson)) expect(body).toContain(sentence)
    expect(answer.headers()['cache-control']).toMatch(/private.*no-store|no-store.*private/)
  }
})

test('no script, style, sitemap or robots file of the site holds gated text', async ({ page, request }) => {
  const files = new Set<string>(['/sitemap.xml', '/robots.txt'])
  page.on('response', (answer) => files.add(answer.url()))
  for (const path of [
    '/',
    `/learn/${courseSlug}`,
    `/learn/${courseSlug}/${lessons[0]?.slug}`,
    `/buy/${courseSlug}`,
  ])
    await page.goto(path)
  for (const file of files) {
    const body = await (await request.get(file)).text()
    for (const lesson of gated) {
      for (const secret of proseOf(lesson))
        expect(body.includes(secret), `${file} holds “${secret}…”`).toBe(false)
    }
    if (file.endsWith('.js')) expect((await request.get(`${file}.map`)).status(), `${file}.map`).not.toBe(200)
  }
})
