/** People with sessions and courses, for tests of what learners may read and do. */
import { randomBytes, randomUUID } from 'node:crypto'
import { readSession, type Session } from '#lib/data/sign-in/read-session.ts'
import { db } from '#lib/server/db.ts'
import { hashSessionToken } from '#lib/server/session-cookie.ts'

export interface Learner {
  userId: string
  /** The value of the session's cookie. */
  token: string
}

/** Somebody who is signed in, and holds these courses. */
export async function newLearner(...courseSlugs: string[]): Promise<Learner> {
  const token = randomBytes(16).toString('hex')
  const { id: userId } = await db.user.create({ data: { email: `${randomUUID()}@example.com` } })
  await db.session.create({
    data: { sessionToken: hashSessionToken(token), userId, expires: new Date(Date.now() + 3_600_000) },
  })
  for (const courseSlug of courseSlugs) await grant(userId, courseSlug)
  return { userId, token }
}

/** A paid order with its entitlement. */
export async function grant(userId: string, courseSlug: string): Promise<void> {
  const order = await db.order.create({
    data: {
      number: randomUUID(),
      courseSlug,
      userId,
      status: 'PAID',
      amountInCents: 2900,
      currency: 'usd',
      terms: {},
    },
  })
  await db.entitlement.create({ data: { userId, courseSlug, orderId: order.id } })
}

export async function revoke(userId: string, courseSlug: string): Promise<void> {
  await db.entitlement.updateMany({
    where: { userId, courseSlug },
    data: { revokedAt: new Date(), revokedReason: 'REFUNDED' },
  })
}

/** The learner's session as a request would find it now. */
export async function sessionOf({ token }: Learner): Promise<Session> {
  const session = await readSession(token)
  if (!session) throw new Error('the session is gone')
  return session
}
