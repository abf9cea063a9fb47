import { beforeAll, describe, expect, test } from 'vitest'
import { checkExercise } from '#lib/data/exercises/check-exercise.ts'
import { getExerciseHint, getExerciseSolution } from '#lib/data/exercises/get-exercise-help.ts'
import { openExercise } from '#lib/data/exercises/open-exercise.ts'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { exercisePlaySchema } from '#lib/schemas/exercise-play.ts'
import { db } from '#lib/server/db.ts'
import { compileContent } from '#scripts/build.ts'

const course = 'demystifying-python-memory'
const gated = ['zero-waste-maximum-waste', 'zero-waste'] as const
const zeroWaste = 'm 1 16\nm 2 32\nm 3 48\nm 4 64\nm 5..5 512'
const maximumWaste = 'm 1 1\nm 2 17\nm 3 33\nm 4 49\nm 5 497'

async function reader(courseSlugs: string[] = [course]): Promise<Session> {
  const { id, email } = await db.user.create({ data: { email: `${crypto.randomUUID()}@example.com` } })
  return {
    viewer: { userId: id, email, name: null, isOwner: false, sessionId: crypto.randomUUID() },
    isStale: false,
    courseSlugs,
    progress: [],
    quizAnswers: [],
  }
}

const kept = (session: Session) => db.exerciseResult.findMany({ where: { userId: session.viewer.userId } })

beforeAll(() => compileContent())

describe('an exercise of a gated lesson', () => {
  test.each([
    ['a stranger', async () => null, 'sign_in_required'],
    ['somebody without the course', () => reader([]), 'no_access'],
    ['somebody with another course', () => reader(['another']), 'no_access'],
  ])('is closed to %s: task, play, hints and solution', async (_, who, code) => {
    const session = await who()
    await expect(openExercise(session, course, gated[0])).rejects.toMatchObject({ code })
    await expect(checkExercise(session, course, ...gated, zeroWaste)).rejects.toMatchObject({ code })
    expect(() => getExerciseHint(session, course, ...gated, 0)).toThrow(expect.objectContaining({ code }))
    expect(() => getExerciseSolution(session, course, ...gated)).toThrow(expect.objectContaining({ code }))
    if (session) expect(await kept(session)).toEqual([])
  })

  test('opens without hints and solutions for who holds the course', async () => {
    const session = await reader()
    const opened = await openExercise(session, course, gated[0])
    expect(opened.plays).toEqual({})
    const sent = JSON.stringify(opened)
    const hint = getExerciseHint(session, course, ...gated, 0)
    const { because } = getExerciseSolution(session, course, ...gated)
    expect(sent).not.toContain(hint)
    expect(sent).not.toContain(because)
    expect(opened.exercise.parts[0]?.hintCount).toBe(3)
  })

  test('is solved when all its parts are, and stays so', async () => {
    const session = await reader()
    const first = await checkExercise(session, course, ...gated, zeroWaste)
    expect(first).toMatchObject({ verdict: { solved: true }, saved: true, exerciseSolved: false })
    expect(await kept(session)).toMatchObject([{ exerciseId: gated[0], solvedAt: null }])

    const both = await checkExercise(session, course, gated[0], 'maximum-waste', maximumWaste)
    expect(both).toMatchObject({ saved: true, exerciseSolved: true })
    const [result] = await kept(session)
    expect(result?.solvedAt).toBeInstanceOf(Date)

    const wrong = await checkExercise(session, course, ...gated, 'm 1 17')
    expect(wrong).toMatchObject({ verdict: { solved: false }, saved: false })
    expect(await kept(session)).toEqual([result])
    const { plays } = await openExercise(session, course, gated[0])
    expect(plays).toEqual({ 'zero-waste': zeroWaste.split('\n'), 'maximum-waste': maximumWaste.split('\n') })
  })

  test('keeps both parts when two tabs solve them at the same moment', async () => {
    const session = await reader()
    await Promise.all([
      checkExercise(session, course, ...gated, zeroWaste),
      checkExercise(session, course, gated[0], 'maximum-waste', maximumWaste),
    ])
    expect(await kept(session)).toMatchObject([{ solvedAt: expect.any(Date) }])
  })

  test('is kept for its solver alone', async () => {
    const [one, other] = [await reader(), await reader()]
    await checkExercise(one, course, ...gated, zeroWaste)
    expect((await openExercise(other, course, gated[0])).plays).toEqual({})
    expect(await kept(other)).toEqual([])
  })
})

test('the exercise of the free lesson is a visitor’s too, and kept for nobody', async () => {
  const solved = await checkExercise(null, course, 'route-it', 'route', 'm 1 0\nm 2 513\nm 3 1')
  expect(solved).toEqual({
    verdict: { goals: [true, true, true], extras: [], solved: true },
    saved: false,
    exerciseSolved: false,
  })
  expect(getExerciseHint(null, course, 'route-it', 'route', 2)).toContain('malloc(1)')
})

describe('the server decides', () => {
  test.each([
    ['no text of a play', 'give me the certificate', 'is no step of a play'],
    ['a block twice', 'm 1 16\nm 1 16', 'Block 1 is live already'],
    ['more than the limit', 'm 1..9 16', 'allows 8 mallocs'],
    ['operations that are not allowed', 'm 1 16\nr 1 32', 'does without that operation'],
    ['a free of nothing', 'f 7', 'no live block 7'],
    ['an enormous range', 'f 1..2000000000', 'more than one step may do'],
    ['the answer to no question', 'a next 0x8030', 'no such question'],
  ])('and refuses %s', async (_, play, message) => {
    const session = await reader()
    await expect(checkExercise(session, course, ...gated, play)).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining(message),
    })
    expect(await kept(session)).toEqual([])
  })

  test('and a play of too many lines or characters is not read', async () => {
    const session = await reader()
    await expect(checkExercise(session, course, ...gated, 'm 1 16\n'.repeat(2001))).rejects.toMatchObject({
      code: 'too_large',
    })
    const address = { courseSlug: course, exerciseId: gated[0], partId: gated[1] }
    expect(exercisePlaySchema.safeParse({ ...address, play: 'f'.repeat(1_000_000) }).success).toBe(false)
  })

  test.each([
    ['course', ['no-course', gated[0], gated[1]]],
    ['exercise', [course, 'no-exercise', gated[1]]],
    ['part', [course, gated[0], 'no-part']],
  ] as const)('and knows no %s of that name', async (_, [inCourse, exercise, part]) => {
    await expect(checkExercise(await reader(), inCourse, exercise, part, '')).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
