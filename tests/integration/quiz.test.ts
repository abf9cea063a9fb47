import { beforeEach, expect, test, vi } from 'vitest'
import { answerQuestion } from '#lib/data/course/answer-question.ts'
import { getLessonForViewer } from '#lib/data/course/get-lesson-for-viewer.ts'
import { db } from '#lib/server/db.ts'
import { newLearner, sessionOf } from '#tests/setup/learners.ts'

const jar = vi.hoisted(() => ({ token: null as string | null }))
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => (jar.token === null ? undefined : { value: jar.token }) }),
}))

const courseSlug = 'demystifying-python-memory'
const free = 'where-does-the-memory-go'
const gated = 'pools'

beforeEach(() => {
  jar.token = null
})

test('an anonymous reader of the free lesson gets the verdict, and nothing is kept', async () => {
  const before = await db.quizAnswer.count()
  const verdict = await answerQuestion(null, courseSlug, free, 'zero-bytes', { keys: ['0'] })
  expect(verdict).toMatchObject({
    correct: false,
    because: [expect.stringContaining('zero is not among them')],
  })
  expect(await db.quizAnswer.count()).toBe(before)
})

test('a learner finds the last answer again, with its reasons and only those', async () => {
  const learner = await newLearner(courseSlug)
  jar.token = learner.token
  const answer = async (value: string) =>
    answerQuestion(await sessionOf(learner), courseSlug, gated, 'next-address', { value })
  expect(await answer('0x8000')).toMatchObject({ correct: false })
  expect(await answer('0X8030')).toMatchObject({ correct: true })
  const page = await getLessonForViewer(courseSlug, gated)
  const questions = page && 'questions' in page ? page.questions : {}
  expect(questions['next-address']?.answered).toMatchObject({
    answer: { value: '0X8030' },
    verdict: { correct: true },
  })
  expect(questions['full-pool']?.answered).toBeNull()
  expect(await db.quizAnswer.findFirstOrThrow({ where: { userId: learner.userId } })).toMatchObject({
    attempts: 2,
    correct: true,
  })
})

test('a question that does not exist is not found', async () => {
  await expect(answerQuestion(null, courseSlug, free, 'no-such', { keys: [] })).rejects.toMatchObject({
    code: 'not_found',
  })
})
