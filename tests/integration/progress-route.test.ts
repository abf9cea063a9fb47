import { beforeEach, expect, test, vi } from 'vitest'
import { POST } from '#app/api/progress/route.ts'
import { newLearner } from '#tests/setup/learners.ts'

const jar = vi.hoisted(() => ({ token: null as string | null }))
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => (jar.token === null ? undefined : { value: jar.token }) }),
}))

const courseSlug = 'demystifying-python-memory'
const good = {
  sentAt: 2000,
  reports: [
    {
      courseSlug,
      lessonSlug: 'pools',
      visitId: 'v',
      blockId: null,
      fraction: 0,
      startedAt: 0,
      at: 1000,
      activeSeconds: 1,
      endSeen: false,
    },
  ],
}

function post(body: string, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) {
  return POST(new Request('http://localhost:3000/api/progress', { method: 'POST', body, headers }))
}

beforeEach(async () => {
  jar.token = (await newLearner(courseSlug)).token
})

test('takes a report, privately', async () => {
  const answer = await post(JSON.stringify(good))
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(await answer.json()).toMatchObject({ outcomes: [{ lessonSlug: 'pools', kept: true }] })
})

test.each([
  ['not JSON', '{', 400],
  ['not a report', JSON.stringify({ ...good, reports: [{}] }), 400],
  ['no reports', JSON.stringify({ ...good, reports: [] }), 400],
  [
    'a fraction beyond the lesson',
    JSON.stringify({ ...good, reports: [{ ...good.reports[0], fraction: 2 }] }),
    400,
  ],
  ['a megabyte', JSON.stringify({ ...good, more: 'x'.repeat(1_000_000) }), 413],
])('%s is refused', async (_, body, status) => {
  expect((await post(body)).status).toBe(status)
})

test('another site is refused, also by a browser that only sends Origin', async () => {
  const body = JSON.stringify(good)
  expect((await post(body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await post(body, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await post(body, {})).status).toBe(403)
  expect((await post(body, { origin: 'http://localhost:3000' })).status).toBe(200)
})

test('nobody is 401, and somebody without the course 403', async () => {
  jar.token = null
  expect((await post(JSON.stringify(good))).status).toBe(401)
  jar.token = (await newLearner()).token
  expect((await post(JSON.stringify(good))).status).toBe(403)
})
