import 'server-only'
import { randomBytes } from 'node:crypto'
import { termsOf } from '#lib/data/checkout/terms-of.ts'
import { type Actor, recordAudit } from '#lib/data/owner/record-audit.ts'
import { AppError } from '#lib/domain/errors.ts'
import { makeOrderNumber } from '#lib/domain/order-number.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import { hasActiveEntitlement } from './has-active-entitlement.ts'
import { loadOrder } from './load-order.ts'
import { settleOrder } from './settle-order.ts'
import { withLockedOrder } from './with-locked-order.ts'

/**
 * The owner gives somebody the course for nothing: an order that nobody pays, with a charge of zero, which the order machine then
 * treats like every other. The account is made when missing.
 * @returns the order's number
 * @throws already_owned when they have the course
 */
export async function giveAccess(
  actor: Actor,
  { email, courseSlug, reason }: { email: string; courseSlug: string; reason: string },
): Promise<string> {
  const course = getCourseOutlineOrThrow(courseSlug)
  await db.user.createMany({ data: [{ email }], skipDuplicates: true })
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email }, select: { id: true } })
  if (await hasActiveEntitlement(userId, courseSlug)) throw new AppError('already_owned')
  const { currency } = course.price
  return db.$transaction(async (tx) => {
    const order = await tx.order.create({
      data: {
        number: makeOrderNumber(randomBytes),
        courseSlug,
        userId,
        email,
        amountInCents: 0,
        currency,
        provider: 'COMP',
        // Not PENDING: a checkout of theirs may be open, and stays so.
        status: 'PAID',
        terms: termsOf(course),
      },
    })
    const { id: orderId } = order
    const charge = { orderId, currency, amountInCents: 0, kind: 'CHARGE', provider: 'COMP' } as const
    await tx.payment.create({ data: { ...charge, providerId: orderId, occurredAt: new Date() } })
    await recordAudit(tx, actor, { action: 'GIVE_ACCESS', orderId, reason, detail: email })
    const { access } = await settleOrder(tx, orderId)
    if (access !== 'granted') throw new AppError('already_owned')
    return order.number
  })
}

/**
 * The owner ends access that they gave for nothing. What was paid for ends with a refund instead.
 * @returns the order's number
 * @throws not_found; access_not_given when it was paid for, or has ended
 */
export async function endGivenAccess(
  actor: Actor,
  { orderId, reason }: { orderId: string; reason: string },
): Promise<string> {
  const found = await db.order.findUnique({ where: { id: orderId }, select: { number: true } })
  if (!found) throw new AppError('not_found')
  await withLockedOrder(orderId, async (tx) => {
    const { provider, entitlement } = await loadOrder(tx, orderId)
    if (provider !== 'COMP' || !entitlement || entitlement.revokedAt !== null)
      throw new AppError('access_not_given')
    await settleOrder(tx, orderId, 'PENDING', { revokedByOwner: true })
    await enqueue(tx, 'order-mail', { orderId, template: 'course-taken' })
    await recordAudit(tx, actor, { action: 'END_ACCESS', orderId, reason })
  })
  return found.number
}
