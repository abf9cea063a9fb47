import { expect, test } from 'vitest'
import { restoreCertificates, revokeCertificates } from '#lib/data/certificates/revoke-certificates.ts'
import { db } from '#lib/server/db.ts'
import type { RevocationReason } from '#prisma/generated/client.ts'

const courseSlug = 'a-course'

/** A learner with a certificate, and what their purchase gave them. */
async function graduate() {
  const user = await db.user.create({ data: { email: `${crypto.randomUUID()}@example.com` } })
  const certificate = await db.certificate.create({
    data: {
      id: crypto.randomUUID(),
      userId: user.id,
      courseSlug,
      name: 'Ada Lovelace',
      courseTitle: 'A course',
      courseVersion: '2026.1',
      courseMinutes: 80,
      lessonCount: 3,
    },
  })
  return { userId: user.id, certificateId: certificate.id, entitlementId: await buy(user.id) }
}

async function buy(userId: string): Promise<string> {
  const order = await db.order.create({
    data: {
      number: crypto.randomUUID(),
      courseSlug,
      userId,
      amountInCents: 2900,
      currency: 'usd',
      terms: {},
      status: 'PAID',
      paidAt: new Date(),
    },
  })
  return (await db.entitlement.create({ data: { userId, courseSlug, orderId: order.id } })).id
}

/** What the money side does when access ends: both in one transaction. */
function endAccess(userId: string, entitlementId: string, reason: RevocationReason) {
  return db.$transaction(async (tx) => {
    await tx.entitlement.update({
      where: { id: entitlementId },
      data: { revokedAt: new Date(), revokedReason: reason },
    })
    return revokeCertificates(tx, userId, courseSlug, reason)
  })
}

const standing = (id: string) =>
  db.certificate.findUniqueOrThrow({ where: { id }, select: { revokedAt: true, revokedReason: true } })

test('a refund revokes the certificate, and a second run keeps the first date', async () => {
  const { userId, certificateId, entitlementId } = await graduate()
  expect(await endAccess(userId, entitlementId, 'REFUNDED')).toBe(true)
  const first = await standing(certificateId)
  expect(first.revokedReason).toBe('REFUNDED')
  expect(await endAccess(userId, entitlementId, 'DISPUTED')).toBe(false)
  expect(await standing(certificateId)).toEqual(first)
})

test('a late refund of an older order leaves the certificate of who bought anew', async () => {
  const { userId, certificateId, entitlementId } = await graduate()
  await endAccess(userId, entitlementId, 'REFUNDED')
  await buy(userId)
  await db.$transaction((tx) => restoreCertificates(tx, userId, courseSlug))
  expect(await endAccess(userId, entitlementId, 'REFUNDED')).toBe(false)
  expect((await standing(certificateId)).revokedAt).toBeNull()
})

test('access regained restores it, but nothing does while there is no access', async () => {
  const { userId, certificateId, entitlementId } = await graduate()
  await endAccess(userId, entitlementId, 'DISPUTED')
  expect(await restoreCertificates(db, userId, courseSlug)).toBe(false)
  await db.entitlement.update({
    where: { id: entitlementId },
    data: { revokedAt: null, revokedReason: null },
  })
  expect(await restoreCertificates(db, userId, courseSlug)).toBe(true)
  expect(await standing(certificateId)).toEqual({ revokedAt: null, revokedReason: null })
})

test('what the owner revoked stays revoked when access is regained', async () => {
  const { userId, certificateId, entitlementId } = await graduate()
  await endAccess(userId, entitlementId, 'OWNER')
  await buy(userId)
  expect(await restoreCertificates(db, userId, courseSlug)).toBe(false)
  expect((await standing(certificateId)).revokedReason).toBe('OWNER')
})
