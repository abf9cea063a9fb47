import { beforeEach, describe, expect, test, vi } from 'vitest'
import { answerQuestion } from '#lib/data/course/answer-question.ts'
import { getCourseHome } from '#lib/data/course/get-course-home.ts'
import { getLessonForViewer } from '#lib/data/course/get-lesson-for-viewer.ts'
import { recordLessonProgress } from '#lib/data/course/record-lesson-progress.ts'
import { setLessonDone } from '#lib/data/course/set-lesson-done.ts'
import { unsafeGetCourse } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { type Learner, newLearner, revoke, sessionOf } from '#tests/setup/learners.ts'

const jar = vi.hoisted(() => ({ token: null as string | null }))
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => (jar.token === null ? undefined : { value: jar.token }) }),
}))

const courseSlug = 'demystifying-python-memory'
const course = unsafeGetCourse(courseSlug)
if (!course) throw new Error('run `npm run generate`')
const [free, gated] = course.lessons
if (!free || !gated) throw new Error('the course has fewer than two lessons')

/** Sentences of the gated lesson that stand nowhere else. */
const secrets = gated.blocks
  .filter((block) => block.kind === 'paragraph')
  .map((block) => block.spoken.slice(0, 60))
const answers = (gated.quiz?.questions ?? []).flatMap((question) =>
  'choices' in question ? question.choices.map((choice) => choice.because) : [question.because],
)

function look(learner: Learner | null, lessonSlug: string) {
  jar.token = learner?.token ?? null
  return getLessonForViewer(courseSlug, lessonSlug)
}

const report = (lessonSlug: string) => ({
  sentAt: Date.now(),
  reports: [
    {
      courseSlug,
      lessonSlug,
      visitId: 'v',
      blockId: null,
      sentenceId: null,
      fraction: 0.5,
      startedAt: Date.now() - 5000,
      at: Date.now(),
      activeSeconds: 5,
      endSeen: false,
    },
  ],
})

beforeEach(() => {
  jar.token = null
})

describe('a gated lesson', () => {
  test.each([
    ['a stranger', async () => null, 'sign_in_required'],
    ['somebody signed in', () => newLearner(), 'no_access'],
    ['a learner of another course', () => newLearner('another-course'), 'no_access'],
    [
      'a learner who was refunded',
      async () => {
        const learner = await newLearner(courseSlug)
        await revoke(learner.userId, courseSlug)
        return learner
      },
      'no_access',
    ],
  ])('%s gets the outline and nothing of the text', async (_, who, denied) => {
    const learner = await who()
    const page = await look(learner, gated.slug)
    expect(page).toMatchObject({ denied, lesson: { title: gated.title } })
    const home = await getCourseHome(courseSlug)
    const sent = JSON.stringify([page, home])
    for (const secret of [...secrets, ...answers]) expect(sent).not.toContain(secret)

    const session = learner && (await sessionOf(learner))
    const question = gated.quiz?.questions[0]?.id ?? ''
    await expect(
      answerQuestion(session, courseSlug, gated.slug, question, { keys: ['0'] }),
    ).rejects.toMatchObject({ code: denied })
    await expect(setLessonDone(session, courseSlug, gated.slug, true)).rejects.toMatchObject({ code: denied })
    if (session)
      await expect(recordLessonProgress(session, report(gated.slug))).rejects.toMatchObject({
        code: 'no_access',
      })
    if (learner) expect(await db.lessonProgress.count({ where: { userId: learner.userId } })).toBe(0)
  })

  test('is given to who holds the course, with its questions and without their answers', async () => {
    const page = await look(await newLearner(courseSlug), gated.slug)
    const sent = JSON.stringify(page)
    expect(page).toMatchObject({ lesson: { slug: gated.slug }, state: 'unread', ownsCourse: true })
    for (const question of gated.quiz?.questions ?? [])
      expect(sent).toContain(JSON.stringify(question.prompt))
    for (const answer of answers) expect(sent).not.toContain(JSON.stringify(answer).slice(1, -1))
    expect(sent).not.toContain('"correct"')
  })

  test('opens with the entitlement and closes with it, in the same session', async () => {
    const learner = await newLearner(courseSlug)
    expect(await look(learner, gated.slug)).toHaveProperty('questions')
    await revoke(learner.userId, courseSlug)
    expect(await look(learner, gated.slug)).toHaveProperty('denied', 'no_access')
  })

  test('an ended session is nobody', async () => {
    const learner = await newLearner(courseSlug)
    await db.session.updateMany({ where: { userId: learner.userId }, data: { expires: new Date(0) } })
    expect(await look(learner, gated.slug)).toHaveProperty('denied', 'sign_in_required')
  })
})

test('the free lesson is open to everybody, and a lesson that does not exist to nobody', async () => {
  expect(await look(null, free.slug)).toMatchObject({ userId: null, ownsCourse: false })
  expect(await look(await newLearner(), free.slug)).toMatchObject({ ownsCourse: false })
  expect(await look(await newLearner(courseSlug), 'no-such-lesson')).toBeNull()
  expect(await getLessonForViewer('no-such-course', free.slug)).toBeNull()
})

test('an upcoming lesson has a title, and no page', async () => {
  const home = await getCourseHome(courseSlug)
  const numbers = home?.course.upcoming.map((lesson) => lesson.number) ?? []
  expect(numbers).toEqual(numbers.map((_, index) => course.lessons.length + 1 + index))
  for (const lesson of home?.course.upcoming ?? []) expect(Object.keys(lesson)).not.toContain('slug')
})
