import { describe, expect, test } from 'vitest'
import { printableName } from '#lib/data/certificate-name.ts'
import { getCertificate } from '#lib/data/get-certificate.ts'
import { getCertificateDesk } from '#lib/data/get-certificate-desk.ts'
import { issueCertificate } from '#lib/data/issue-certificate.ts'
import { printCertificate } from '#lib/data/print-certificate.ts'
import { revokeCertificates } from '#lib/data/revoke-certificates.ts'
import { certificateIdSchema } from '#lib/schemas/certificate-name.ts'
import { getFeaturedCourse } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'

const course = getFeaturedCourse()
const courseSlug = course.slug
const ada = { name: 'Ada Lovelace', language: null }

/** A learner who holds the course and has done so many of its lessons. */
async function learner(lessonsDone = course.lessons.length) {
  const user = await db.user.create({
    data: {
      email: `${crypto.randomUUID()}@example.com`,
      lessonProgress: {
        create: course.lessons.slice(0, lessonsDone).map(({ slug }) => ({
          courseSlug,
          lessonSlug: slug,
          doneAt: new Date(),
          doneBy: 'READING' as const,
        })),
      },
    },
  })
  const order = await db.order.create({
    data: {
      number: crypto.randomUUID(),
      courseSlug,
      userId: user.id,
      amountInCents: 2900,
      currency: 'usd',
      terms: {},
      status: 'PAID',
      paidAt: new Date(),
    },
  })
  const entitlement = await db.entitlement.create({
    data: { userId: user.id, courseSlug, orderId: order.id },
  })
  const viewer = { userId: user.id, email: user.email, name: null, isOwner: false, sessionId: 'none' }
  return { viewer, entitlementId: entitlement.id }
}

function refund(userId: string, entitlementId: string) {
  return db.$transaction(async (tx) => {
    await tx.entitlement.update({
      where: { id: entitlementId },
      data: { revokedAt: new Date(), revokedReason: 'REFUNDED' },
    })
    await revokeCertificates(tx, userId, courseSlug, 'REFUNDED')
  })
}

describe('issuing', () => {
  test('keeps a snapshot of today’s course under the name', async () => {
    const { viewer } = await learner()
    const certificate = await issueCertificate(viewer, courseSlug, ada)
    expect(certificate).toMatchObject({
      name: 'Ada Lovelace',
      courseTitle: course.title,
      courseVersion: course.version,
      courseMinutes: course.lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
      lessonCount: course.lessons.length,
      revokedAt: null,
      url: `http://localhost:3000/certificates/${certificate.id}`,
    })
    expect(certificateIdSchema.safeParse(certificate.id).success).toBe(true)
    expect(await getCertificate(certificate.id)).toEqual(certificate)
  })

  test('twenty requests at once with different names give one certificate, and all of them the same', async () => {
    const { viewer } = await learner()
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        issueCertificate(viewer, courseSlug, { name: `Ada ${nth + 1}`, language: null }),
      ),
    )
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    expect(new Set(all.map(({ name }) => name)).size).toBe(1)
    expect(await db.certificate.count({ where: { userId: viewer.userId } })).toBe(1)
  })

  test('asked again, gives the first one with its first name', async () => {
    const { viewer } = await learner()
    const first = await issueCertificate(viewer, courseSlug, ada)
    expect(await issueCertificate(viewer, courseSlug, { name: 'Somebody else', language: null })).toEqual(
      first,
    )
  })

  test('is refused while a lesson is missing, or lessons were done by somebody else', async () => {
    const { viewer } = await learner(course.lessons.length - 1)
    await learner()
    await expect(issueCertificate(viewer, courseSlug, ada)).rejects.toMatchObject({ code: 'not_finished' })
    expect(await db.certificate.count({ where: { userId: viewer.userId } })).toBe(0)
  })

  test('is refused after a refund, and to who never held the course', async () => {
    const { viewer, entitlementId } = await learner()
    await refund(viewer.userId, entitlementId)
    await expect(issueCertificate(viewer, courseSlug, ada)).rejects.toMatchObject({ code: 'no_access' })
    await expect(issueCertificate(viewer, 'no-such-course', ada)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a refund at the same moment leaves no valid certificate, whichever comes first', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { viewer, entitlementId } = await learner()
      await Promise.allSettled([
        issueCertificate(viewer, courseSlug, ada),
        refund(viewer.userId, entitlementId),
        issueCertificate(viewer, courseSlug, ada),
      ])
      const valid = await db.certificate.count({ where: { userId: viewer.userId, revokedAt: null } })
      expect(valid).toBe(0)
    }
  })

  test('a name that cannot be printed is refused with the letters that cannot', () => {
    expect(() => printableName('Ada 🚀', [])).toThrow(
      expect.objectContaining({ code: 'name_unprintable', message: expect.stringContaining('“🚀”') }),
    )
    expect(printableName('王小明', ['zh-TW'])).toEqual({ name: '王小明', language: 'zh-Hant' })
  })
})

describe('what anybody sees', () => {
  test('a revoked certificate says so, without the reason, and is not printed', async () => {
    const { viewer, entitlementId } = await learner()
    const { id } = await issueCertificate(viewer, courseSlug, ada)
    expect(await printCertificate(id, 'a4')).toMatchObject({ name: 'Ada Lovelace' })
    await refund(viewer.userId, entitlementId)
    const shown = await getCertificate(id)
    expect(shown?.revokedAt).toBeInstanceOf(Date)
    expect(JSON.stringify(shown)).not.toMatch(/refund/i)
    expect(JSON.stringify(shown)).not.toContain(viewer.userId)
    expect(await printCertificate(id, 'a4')).toEqual({ revokedAt: shown?.revokedAt })
  })

  test.each(['', '0'.repeat(26), 'A'.repeat(26), "'; drop table", '../x', 'x'.repeat(1_000_000)])(
    'an id that was never issued is nothing: %#',
    async (id) => {
      expect(await getCertificate(id)).toBeNull()
      expect(await printCertificate(id, 'letter')).toBeNull()
    },
  )

  test('an altered id is nothing', async () => {
    const { viewer } = await learner()
    const { id } = await issueCertificate(viewer, courseSlug, ada)
    expect(await getCertificate(id.toUpperCase())).toBeNull()
    expect(await getCertificate(`${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`)).toBeNull()
  })
})

describe('the learner’s own page', () => {
  const session = (viewer: Awaited<ReturnType<typeof learner>>['viewer'], done: number, holds = true) => ({
    viewer,
    isStale: false,
    courseSlugs: holds ? [courseSlug] : [],
    progress: course.lessons.slice(0, done).map(({ slug }) => ({
      courseSlug,
      lessonSlug: slug,
      blockId: null,
      fraction: 1,
      positionAt: new Date(),
      doneAt: new Date(),
    })),
    quizAnswers: [],
  })

  test('says what is missing, then asks for the name, then shows the certificate, also after a refund', async () => {
    const { viewer, entitlementId } = await learner()
    const all = course.lessons.length
    expect(await getCertificateDesk(session(viewer, 0, false), courseSlug)).toMatchObject({
      state: 'no_access',
    })
    expect(await getCertificateDesk(session(viewer, all - 1), courseSlug)).toMatchObject({
      state: 'not_finished',
      missing: [{ slug: course.lessons.at(-1)?.slug }],
    })
    expect(
      await getCertificateDesk(session({ ...viewer, name: 'Ada' } as never, all), courseSlug),
    ).toMatchObject({
      state: 'ready',
      accountName: 'Ada',
    })
    const { id } = await issueCertificate(viewer, courseSlug, ada)
    await refund(viewer.userId, entitlementId)
    expect(await getCertificateDesk(session(viewer, all, false), courseSlug)).toMatchObject({
      state: 'issued',
      certificate: { id, revokedAt: expect.any(Date) },
    })
    expect(await getCertificateDesk(session(viewer, all), 'no-such-course')).toBeNull()
  })
})
