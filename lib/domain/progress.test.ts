import { expect, test } from 'vitest'
import {
  applyReport,
  blockAt,
  courseProgress,
  type LessonProgress,
  type LessonState,
  lessonToContinue,
  markDone,
  type ReadingReport,
  readingState,
} from './progress.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const lesson = { minutes: 4 }
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000)

/** A visit that began `lasting` seconds before it is reported, and is reported at once. */
function report(change: Partial<ReadingReport> & { lasting?: number; now?: Date } = {}): ReadingReport {
  const { lasting = 60, now = noon, ...rest } = change
  const sentAt = now.getTime()
  return {
    visitId: 'a',
    blockId: 'p-1',
    sentenceId: null,
    fraction: 0.1,
    startedAt: sentAt - lasting * 1000,
    at: sentAt,
    sentAt,
    activeSeconds: lasting,
    endSeen: false,
    ...rest,
  }
}

const state = (lessonSlug: string, change: Partial<LessonState> = {}): LessonState => ({
  lessonSlug,
  blockId: null,
  fraction: 0,
  positionAt: noon,
  doneAt: null,
  ...change,
})

test('the newest position wins, whichever arrives last', () => {
  const phone = report({ visitId: 'phone', blockId: 'p-9', fraction: 0.9, now: later(100) })
  const laptop = report({ visitId: 'laptop', blockId: 'p-2', fraction: 0.2 })
  const inOrder = applyReport(applyReport(null, laptop, lesson, noon), phone, lesson, later(100))
  const lateLaptop = { ...laptop, sentAt: later(200).getTime() }
  const outOfOrder = applyReport(applyReport(null, phone, lesson, later(100)), lateLaptop, lesson, later(200))
  expect(inOrder).toMatchObject({ blockId: 'p-9', activeSeconds: 120 })
  expect(outOfOrder).toMatchObject({ blockId: 'p-9', activeSeconds: 120, positionAt: later(100) })
})

test('a report that comes twice counts once', () => {
  const once = applyReport(null, report(), lesson, noon)
  expect(applyReport(once, { ...report(), sentAt: later(30).getTime() }, lesson, later(30))).toEqual(once)
})

test('a visit is counted whatever it is called', () => {
  const kept = applyReport(
    applyReport(null, report(), lesson, noon),
    report({ visitId: 'constructor' }),
    lesson,
    noon,
  )
  expect(kept.activeSeconds).toBe(120)
})

test('a later report of a visit contains the earlier ones', () => {
  const first = applyReport(null, report({ lasting: 10 }), lesson, noon)
  const second = applyReport(first, report({ lasting: 25, now: later(15) }), lesson, later(15))
  expect(second.activeSeconds).toBe(25)
})

test('a browser whose clock is a year ahead does not win for ever', () => {
  const ahead = 365 * 24 * 3600 * 1000
  const wrong = report()
  const moved = {
    ...wrong,
    startedAt: wrong.startedAt + ahead,
    at: wrong.at + ahead,
    sentAt: wrong.sentAt + ahead,
  }
  const kept = applyReport(null, moved, lesson, noon)
  expect(kept.positionAt).toEqual(noon)
  const next = report({ visitId: 'b', blockId: 'p-5', now: later(1) })
  expect(applyReport(kept, next, lesson, later(1)).blockId).toBe('p-5')
})

test('a position "in the future" of its own sending is taken as now', () => {
  const kept = applyReport(null, report({ at: later(9999).getTime() }), lesson, noon)
  expect(kept.positionAt).toEqual(noon)
})

test.each([
  ['more seconds than the visit lasted', { lasting: 10, activeSeconds: 5000 }, 10],
  ['negative seconds', { activeSeconds: -5 }, 0],
  ['a visit that ends before it starts', { lasting: -60, activeSeconds: 60 }, 0],
  ['a visit of a week', { lasting: 7 * 24 * 3600 }, 12 * 3600],
])('active time is clamped: %s', (_, change, seconds) => {
  expect(applyReport(null, report(change), lesson, noon).activeSeconds).toBe(seconds)
})

test('a lesson is done when its end was seen and half of its time was spent', () => {
  const skimmed = applyReport(null, report({ lasting: 119, endSeen: true }), lesson, noon)
  expect(skimmed).toMatchObject({ doneAt: null, endSeenAt: noon })
  const unfinished = applyReport(null, report({ lasting: 600 }), lesson, noon)
  expect(unfinished.doneAt).toBeNull()
  const now = later(1)
  expect(applyReport(skimmed, report({ lasting: 120, now }), lesson, now)).toMatchObject({
    doneAt: now,
    doneBy: 'READING',
  })
})

test('what the learner takes back is not set again by reading, and can be set again by the learner', () => {
  const read = applyReport(null, report({ lasting: 200, endSeen: true }), lesson, noon)
  const reopened = markDone(read, false, later(5))
  expect(reopened).toMatchObject({ doneAt: null, doneBy: null, reopenedAt: later(5), activeSeconds: 200 })
  const now = later(100)
  const again = applyReport(reopened, report({ visitId: 'b', lasting: 90, endSeen: true, now }), lesson, now)
  expect(again.doneAt).toBeNull()
  expect(markDone(again, true, now)).toMatchObject({ doneAt: now, doneBy: 'LEARNER', reopenedAt: null })
})

test('saying "done" twice keeps the first date', () => {
  const done = markDone(null, true, noon)
  expect(markDone(done, true, later(50))).toEqual(done)
})

test('the last twenty visits are remembered', () => {
  let kept: LessonProgress | null = null
  for (let i = 0; i < 30; i++)
    kept = applyReport(kept, report({ visitId: `v${i}`, lasting: 1 }), lesson, noon)
  expect(Object.keys(kept?.visits ?? {})).toHaveLength(20)
  expect(kept?.activeSeconds).toBe(30)
})

const lessons = [
  { slug: 'one', minutes: 4 },
  { slug: 'two', minutes: 5 },
  { slug: 'three', minutes: 5 },
]

test('percentages come from the lessons of today', () => {
  const done = [state('one', { doneAt: noon }), state('gone', { doneAt: noon })]
  expect(courseProgress(lessons, done)).toEqual({
    lessons: 3,
    done: 1,
    percent: 28,
    minutesLeft: 10,
    isComplete: false,
  })
  expect(courseProgress(lessons.slice(0, 1), done)).toMatchObject({ percent: 100, isComplete: true })
  expect(courseProgress([...lessons, { slug: 'four', minutes: 1 }], done).percent).toBe(26)
  expect(courseProgress([], done)).toMatchObject({ percent: 0, isComplete: false })
})

test('all but a short lesson is not 100 %', () => {
  const long = [
    { slug: 'one', minutes: 1000 },
    { slug: 'two', minutes: 1 },
  ]
  expect(courseProgress(long, [state('one', { doneAt: noon })])).toMatchObject({
    percent: 99,
    isComplete: false,
  })
})

test('continuing: the lesson read last, then the next open one, then the first open one', () => {
  expect(lessonToContinue(lessons, [])?.slug).toBe('one')
  const two = state('two', { positionAt: later(5) })
  expect(lessonToContinue(lessons, [state('one'), two])?.slug).toBe('two')
  expect(lessonToContinue(lessons, [state('one'), { ...two, doneAt: noon }])?.slug).toBe('three')
  const three = state('three', { positionAt: later(9), doneAt: noon })
  expect(lessonToContinue(lessons, [state('one'), two, three])?.slug).toBe('one')
  expect(
    lessonToContinue(
      lessons,
      lessons.map(({ slug }) => state(slug, { doneAt: noon })),
    ),
  ).toBeNull()
})

test('a position finds its paragraph, or the one as far down when an edit took it away', () => {
  const blocks = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }))
  expect(blockAt(blocks, { blockId: 'd', fraction: 0 })?.id).toBe('d')
  expect(blockAt(blocks, { blockId: 'gone', fraction: 0.5 })?.id).toBe('c')
  expect(blockAt(blocks, { blockId: null, fraction: 7 })?.id).toBe('e')
  expect(blockAt([], { blockId: null, fraction: 0 })).toBeNull()
})

test('a lesson is unread, being read, or done', () => {
  expect([undefined, state('one'), state('one', { doneAt: noon })].map(readingState)).toEqual([
    'unread',
    'reading',
    'done',
  ])
})
