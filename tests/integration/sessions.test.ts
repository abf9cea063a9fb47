import { describe, expect, test } from 'vitest'
import { firefox, minuteInMs, newEmail, openSignIn, passTime } from '#tests/setup/sign-in.ts'

const { signIn } = await openSignIn()
const { endOtherSessions, endSession } = await import('#lib/data/sign-in/end-session.ts')
const { listSessions } = await import('#lib/data/sign-in/list-sessions.ts')
const { readSession, touchSession } = await import('#lib/data/sign-in/read-session.ts')
const { signOut } = await import('#lib/data/sign-in/sign-out.ts')
const { db } = await import('#lib/server/db.ts')

const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1'
const dayInMs = 24 * 60 * minuteInMs

test('an answer that was stored in a form of another time keeps nobody out', async () => {
  const { viewer, token } = await signIn(newEmail())
  const lesson = { userId: viewer.userId, courseSlug: 'c', lessonSlug: 'l', correct: true }
  await db.quizAnswer.createMany({
    data: [
      { ...lesson, questionId: 'old', answer: { choice: 3 } },
      { ...lesson, questionId: 'new', answer: { value: '48' } },
    ],
  })
  expect((await readSession(token))?.quizAnswers).toMatchObject([
    { questionId: 'new', answer: { value: '48' } },
  ])
})

describe('sessions', () => {
  test('are listed by device, this one first', async () => {
    const email = newEmail()
    const computer = await signIn(email, firefox)
    await signIn(email, safari)
    await signIn(newEmail(), safari)
    expect(await listSessions(computer.viewer)).toMatchObject([
      { device: 'Firefox on Windows', isThisDevice: true },
      { device: 'Safari on iPhone', isThisDevice: false },
    ])
  })

  test('end one by one, and only by their owner', async () => {
    const email = newEmail()
    const [computer, phone, stranger] = [
      await signIn(email),
      await signIn(email, safari),
      await signIn(newEmail()),
    ]
    await expect(endSession(stranger.viewer, phone.viewer.sessionId)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await readSession(phone.token)).not.toBeNull()
    await endSession(computer.viewer, phone.viewer.sessionId)
    expect(await readSession(phone.token)).toBeNull()
    await expect(endSession(computer.viewer, phone.viewer.sessionId)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await readSession(computer.token)).not.toBeNull()
  })

  test('end everywhere else at once', async () => {
    const email = newEmail()
    const [computer, phone, stranger] = [
      await signIn(email),
      await signIn(email, safari),
      await signIn(newEmail()),
    ]
    expect(await endOtherSessions(computer.viewer)).toBe(1)
    expect(await readSession(phone.token)).toBeNull()
    expect(await readSession(computer.token)).not.toBeNull()
    expect(await readSession(stranger.token)).not.toBeNull()
  })

  test('end by signing out here, with a cookie that clears the browser’s', async () => {
    const email = newEmail()
    const [computer, phone] = [await signIn(email), await signIn(email, safari)]
    expect(await signOut(computer.viewer)).toMatchObject({
      name: 'authjs.session-token',
      value: '',
      maxAge: 0,
      path: '/',
    })
    expect(await readSession(computer.token)).toBeNull()
    expect(await readSession(phone.token)).not.toBeNull()
  })

  test('live 30 days from their last use', async () => {
    const [used, unused] = [await signIn(newEmail()), await signIn(newEmail())]
    passTime(20 * dayInMs)
    expect((await readSession(used.token))?.isStale).toBe(true)
    await touchSession(used.viewer.sessionId)
    expect((await readSession(used.token))?.isStale).toBe(false)
    passTime(11 * dayInMs)
    expect(await readSession(unused.token)).toBeNull()
    expect(await readSession(used.token)).not.toBeNull()
  })

  test('are noted as used once an hour, and never brought back from the dead', async () => {
    const { viewer, token } = await signIn(newEmail())
    const lastSeenAt = async () =>
      (await db.session.findUniqueOrThrow({ where: { id: viewer.sessionId } })).lastSeenAt.getTime()
    const before = await lastSeenAt()
    passTime(59 * minuteInMs)
    await touchSession(viewer.sessionId)
    expect(await lastSeenAt()).toBe(before)
    passTime(2 * minuteInMs)
    await touchSession(viewer.sessionId)
    expect(await lastSeenAt()).toBeGreaterThan(before)
    passTime(31 * dayInMs)
    await touchSession(viewer.sessionId)
    expect(await readSession(token)).toBeNull()
  })
})
