import { beforeEach, describe, expect, test, vi } from 'vitest'
import { getCourseHome } from '#lib/data/course/get-course-home.ts'
import { getLessonForViewer } from '#lib/data/course/get-lesson-for-viewer.ts'
import { recordLessonProgress } from '#lib/data/course/record-lesson-progress.ts'
import { setLessonDone } from '#lib/data/course/set-lesson-done.ts'
import type { ProgressBody } from '#lib/schemas/progress.ts'
import { unsafeGetCourse } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { type Learner, newLearner, sessionOf } from '#tests/setup/learners.ts'

const jar = vi.hoisted(() => ({ token: null as string | null }))
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => (jar.token === null ? undefined : { value: jar.token }) }),
}))

const courseSlug = 'demystifying-python-memory'
function compiled() {
  const course = unsafeGetCourse(courseSlug)
  const lesson = course?.lessons[1]
  if (!course || !lesson) throw new Error('run `npm run generate`')
  return { course, lesson }
}
const { course, lesson } = compiled()
const key = (userId: string, lessonSlug = lesson.slug) => ({
  userId_courseSlug_lessonSlug: { userId, courseSlug, lessonSlug },
})
const blockIds = lesson.blocks.map((block) => block.id)
const block = (index: number) => blockIds[index] ?? null

type Report = ProgressBody['reports'][number]

/** A report that is sent `agoSeconds` after its moment. */
function body({ agoSeconds = 0, ...change }: Partial<Report> & { agoSeconds?: number } = {}): ProgressBody {
  const sentAt = Date.now()
  const at = sentAt - agoSeconds * 1000
  const report = {
    visitId: 'v',
    blockId: block(3),
    sentenceId: null,
    fraction: 0.1,
    activeSeconds: 60,
    endSeen: false,
  }
  return {
    sentAt,
    reports: [{ courseSlug, lessonSlug: lesson.slug, startedAt: at - 600_000, at, ...report, ...change }],
  }
}

let learner: Learner
beforeEach(async () => {
  learner = await newLearner(courseSlug)
  jar.token = learner.token
})
const record = async (sent: ProgressBody, now?: Date) =>
  recordLessonProgress(await sessionOf(learner), sent, now)
const kept = () => db.lessonProgress.findUniqueOrThrow({ where: key(learner.userId) })

test('a place is kept, and found again to the paragraph', async () => {
  await record(body({ blockId: block(7), fraction: 0.3 }))
  expect(await getLessonForViewer(courseSlug, lesson.slug)).toMatchObject({
    resumeAt: block(7),
    state: 'reading',
  })
  const home = await getCourseHome(courseSlug)
  expect(home?.goOn).toMatchObject({ lesson: { slug: lesson.slug }, blockId: block(7), isStarted: true })
  expect(home?.goOn?.excerpt).toBeTruthy()
})

test('the newest place wins: a phone that comes back from a tunnel does not push a laptop back', async () => {
  await record(body({ visitId: 'laptop', blockId: block(9) }))
  await record(body({ visitId: 'phone', blockId: block(2), agoSeconds: 300 }))
  expect(await kept()).toMatchObject({ blockId: block(9), activeSeconds: 120 })
})

test('the same reports again, also many at once, count once', async () => {
  const sent = body({ activeSeconds: 100 })
  await Promise.all(Array.from({ length: 5 }, () => record(sent)))
  await record(sent)
  expect((await kept()).activeSeconds).toBe(100)
})

test('two tabs that report at the same moment both count', async () => {
  await Promise.all(['a', 'b', 'c'].map((visitId) => record(body({ visitId, activeSeconds: 10 }))))
  expect((await kept()).activeSeconds).toBe(30)
})

test('impossible claims are clamped', async () => {
  const now = new Date()
  const sent = body({ activeSeconds: 9_999_999, startedAt: Date.now() - 30_000 })
  await record({ ...sent, sentAt: 0 }, now)
  const row = await kept()
  expect(row.activeSeconds).toBeLessThanOrEqual(30)
  expect(row.positionAt).toEqual(now)
})

test('a paragraph that does not exist is not kept; its fraction is', async () => {
  await record(body({ blockId: 'p-of-another-lesson', fraction: 0.5 }))
  expect(await kept()).toMatchObject({ blockId: null, fraction: 0.5 })
  const page = await getLessonForViewer(courseSlug, lesson.slug)
  expect(blockIds).toContain(page && 'resumeAt' in page ? page.resumeAt : null)
})

test('a report about a lesson that is not open is told so, and does not hold up the others', async () => {
  const sent = body()
  const [report] = sent.reports
  if (!report) throw new Error('no report')
  sent.reports.push({ ...report, lessonSlug: 'gone' })
  expect((await record(sent)).map((outcome) => outcome.kept)).toEqual([true, false])
})

describe('done', () => {
  const halfSeconds = lesson.minutes * 30

  test('by reading: the end seen, and half of the time', async () => {
    await record(body({ activeSeconds: halfSeconds - 1, endSeen: true }))
    expect((await kept()).doneAt).toBeNull()
    const [outcome] = await record(body({ activeSeconds: halfSeconds, endSeen: false }))
    expect(outcome?.isDone).toBe(true)
    expect(await kept()).toMatchObject({ doneBy: 'READING' })
  })

  test('taken back, and not set again by reading', async () => {
    await record(body({ activeSeconds: halfSeconds, endSeen: true }))
    await setLessonDone(await sessionOf(learner), courseSlug, lesson.slug, false)
    await record(body({ visitId: 'again', activeSeconds: halfSeconds, endSeen: true }))
    expect(await kept()).toMatchObject({ doneAt: null, doneBy: null, reopenedAt: expect.any(Date) })
    await setLessonDone(await sessionOf(learner), courseSlug, lesson.slug, true)
    expect(await kept()).toMatchObject({ doneBy: 'LEARNER', reopenedAt: null })
  })

  test('the percentage is that of today’s lessons', async () => {
    await db.lessonProgress.create({
      data: {
        userId: learner.userId,
        courseSlug,
        lessonSlug: 'a-lesson-that-was-removed',
        doneAt: new Date(),
        doneBy: 'LEARNER',
      },
    })
    expect((await getCourseHome(courseSlug))?.progress).toMatchObject({ percent: 0, done: 0 })
    for (const { slug } of course.lessons)
      await setLessonDone(await sessionOf(learner), courseSlug, slug, true)
    const home = await getCourseHome(courseSlug)
    expect(home?.progress).toMatchObject({ percent: 100, isComplete: true, done: course.lessons.length })
    expect(home?.goOn).toBeNull()
  })
})

test('more reports than a reader sends are refused for a while', async () => {
  const session = await sessionOf(learner)
  for (let i = 0; i < 90; i++) await recordLessonProgress(session, body())
  await expect(recordLessonProgress(session, body())).rejects.toMatchObject({ code: 'rate_limited' })
})
