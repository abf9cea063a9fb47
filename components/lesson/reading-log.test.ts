import { beforeEach, expect, test, vi } from 'vitest'
import { type LogEntry, note, send, sendOnLeaving } from './reading-log.ts'

const entry = (change: Partial<LogEntry> = {}): LogEntry => ({
  owner: 'me',
  courseSlug: 'c',
  lessonSlug: 'l',
  visitId: 'v',
  blockId: 'p-1',
  sentenceId: null,
  fraction: 0,
  startedAt: 0,
  at: 1000,
  activeSeconds: 1,
  endSeen: false,
  ...change,
})

const stored = (): LogEntry[] => JSON.parse(localStorage.getItem('reading') ?? '[]')
const answerWith = (status: number) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json({ outcomes: [] }, { status })),
  )

beforeEach(() => {
  const items = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  })
  vi.stubGlobal('navigator', { onLine: true, sendBeacon: vi.fn(() => true) })
})

test('a visit is one line, which grows', () => {
  note(entry())
  note(entry({ at: 2000, activeSeconds: 2 }))
  expect(stored()).toEqual([entry({ at: 2000, activeSeconds: 2 })])
})

test('what the server took is forgotten; what was noted meanwhile is not', async () => {
  note(entry())
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => {
      note(entry({ at: 2000 }))
      return Response.json({ outcomes: [] })
    }),
  )
  await send('me')
  expect(stored()).toEqual([entry({ at: 2000 })])
  answerWith(200)
  await send('me')
  expect(stored()).toEqual([])
})

test.each([
  ['offline or broken', 503, 1],
  ['signed out', 401, 1],
  ['too often', 429, 1],
  ['not understood', 400, 0],
  ['not theirs any more', 403, 0],
])('%s: what waits is kept if it can be taken later', async (_, status, left) => {
  note(entry())
  answerWith(status)
  await send('me')
  expect(stored()).toHaveLength(left)
})

test('a beacon is not an acknowledgement', () => {
  note(entry())
  sendOnLeaving('me')
  expect(navigator.sendBeacon).toHaveBeenCalledOnce()
  expect(stored()).toHaveLength(1)
})

test('what was read before signing in belongs to who signs in; what another account read does not', async () => {
  note(entry({ owner: '', visitId: 'before' }))
  note(entry({ owner: 'somebody else', visitId: 'theirs' }))
  answerWith(200)
  await send('')
  expect(fetch).not.toHaveBeenCalled()
  await send('me')
  expect(stored().map(({ visitId }) => visitId)).toEqual(['theirs'])
})
