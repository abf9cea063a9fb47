import { describe, expect, test } from 'vitest'
import { printableName } from '#lib/data/certificates/certificate-name.ts'
import { correctCertificate, unsafeCorrectCertificate } from '#lib/data/certificates/correct-certificate.ts'
import { getCertificate } from '#lib/data/certificates/get-certificate.ts'
import { getCertificateDesk } from '#lib/data/certificates/get-certificate-desk.ts'
import { issueCertificate } from '#lib/data/certificates/issue-certificate.ts'
import { printCertificate } from '#lib/data/certificates/print-certificate.ts'
import { setCertificateVisibility } from '#lib/data/certificates/set-certificate-visibility.ts'
import { certificateIdSchema } from '#lib/schemas/certificate-name.ts'
import { db } from '#lib/server/db.ts'
import { course, courseSlug, learnerAt, newGraduate, refund } from '../setup/graduates.ts'

const ada = { name: 'Ada Lovelace', language: null }

describe('issuing', () => {
  test('keeps a snapshot of today’s course under the name', async () => {
    const { viewer } = await learnerAt()
    const certificate = await issueCertificate(viewer, courseSlug, ada)
    expect(certificate).toMatchObject({
      name: 'Ada Lovelace',
      courseTitle: course.title,
      courseVersion: course.version,
      courseMinutes: course.lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
      lessonCount: course.lessons.length,
      // The capstone is one of those that count, and stands by itself.
      exercisesSolved: course.requiredExercises - 1,
      capstone: 'Tuesday, 03:00',
      quizCorrect: 0,
      revokedAt: null,
      corrections: [],
      url: `http://localhost:3000/certificates/${certificate.id}`,
    })
    expect(certificateIdSchema.safeParse(certificate.id).success).toBe(true)
    expect(await getCertificate(certificate.id)).toEqual(certificate)
  })

  test('twenty requests at once with different names give one certificate, and all of them the same', async () => {
    const { viewer } = await learnerAt()
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
    const { viewer } = await learnerAt()
    const first = await issueCertificate(viewer, courseSlug, ada)
    expect(await issueCertificate(viewer, courseSlug, { name: 'Somebody else', language: null })).toEqual(
      first,
    )
  })

  test('is refused while a lesson or an exercise is missing, or they were done by somebody else', async () => {
    const { viewer } = await learnerAt(course.lessons.length - 1)
    await learnerAt()
    await expect(issueCertificate(viewer, courseSlug, ada)).rejects.toMatchObject({ code: 'not_finished' })
    const { viewer: unsolved } = await learnerAt(course.lessons.length, course.requiredExercises - 1)
    await expect(issueCertificate(unsolved, courseSlug, ada)).rejects.toMatchObject({ code: 'not_finished' })
    expect(await db.certificate.count({ where: { userId: { in: [viewer.userId, unsolved.userId] } } })).toBe(
      0,
    )
  })

  test('is refused after a refund, and to who never held the course', async () => {
    const { viewer } = await learnerAt()
    await refund(viewer.userId)
    await expect(issueCertificate(viewer, courseSlug, ada)).rejects.toMatchObject({ code: 'no_access' })
    await expect(issueCertificate(viewer, 'no-such-course', ada)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a refund at the same moment leaves no valid certificate, whichever comes first', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { viewer } = await learnerAt()
      await Promise.allSettled([
        issueCertificate(viewer, courseSlug, ada),
        refund(viewer.userId),
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
    const { viewer } = await learnerAt()
    const { id } = await issueCertificate(viewer, courseSlug, ada)
    expect(await printCertificate(id, 'a4', null)).toMatchObject({ name: 'Ada Lovelace' })
    await refund(viewer.userId)
    const shown = await getCertificate(id)
    if (!shown || 'isPrivate' in shown) throw new Error('It is shown.')
    expect(shown.revokedAt).toBeInstanceOf(Date)
    expect(JSON.stringify(shown)).not.toMatch(/refund/i)
    expect(JSON.stringify(shown)).not.toContain(viewer.userId)
    expect(await printCertificate(id, 'a4', null)).toEqual({ revokedAt: shown.revokedAt })
  })

  test.each(['', '0'.repeat(26), 'A'.repeat(26), "'; drop table", '../x', 'x'.repeat(1_000_000)])(
    'an id that was never issued is nothing: %#',
    async (id) => {
      expect(await getCertificate(id)).toBeNull()
      expect(await printCertificate(id, 'letter', null)).toBeNull()
    },
  )

  test('an altered id is nothing', async () => {
    const { viewer } = await learnerAt()
    const { id } = await issueCertificate(viewer, courseSlug, ada)
    expect(await getCertificate(id.toUpperCase())).toBeNull()
    expect(await getCertificate(`${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`)).toBeNull()
  })
})

describe('the learner’s own page', () => {
  const session = (viewer: Awaited<ReturnType<typeof learnerAt>>['viewer'], done: number, holds = true) => ({
    viewer,
    isStale: false,
    courseSlugs: holds ? [courseSlug] : [],
    progress: course.lessons.slice(0, done).map(({ slug }) => ({
      courseSlug,
      lessonSlug: slug,
      blockId: null,
      sentenceId: null,
      fraction: 1,
      positionAt: new Date(),
      doneAt: new Date(),
    })),
    quizAnswers: [],
  })

  test('says what is missing, then asks for the name, then shows the certificate, also after a refund', async () => {
    const { viewer } = await learnerAt()
    const all = course.lessons.length
    expect(await getCertificateDesk(session(viewer, 0, false), courseSlug)).toMatchObject({
      state: 'no_access',
    })
    const { viewer: behind } = await learnerAt(all - 1)
    expect(await getCertificateDesk(session(behind, all - 1), courseSlug)).toMatchObject({
      state: 'not_finished',
      lessons: [{ slug: course.lessons.at(-1)?.slug }],
      exercises: [],
    })
    expect(
      await getCertificateDesk(session({ ...viewer, name: 'Ada' } as never, all), courseSlug),
    ).toMatchObject({
      state: 'ready',
      accountName: 'Ada',
    })
    const { id } = await issueCertificate(viewer, courseSlug, ada)
    await refund(viewer.userId)
    expect(await getCertificateDesk(session(viewer, all, false), courseSlug)).toMatchObject({
      state: 'issued',
      certificate: { id, revokedAt: expect.any(Date) },
    })
    expect(await getCertificateDesk(session(viewer, all), 'no-such-course')).toBeNull()
  })
})

describe('what the graduate keeps to themselves', () => {
  const name = 'Grace Hopper'

  test('without the name: page and data leave it out, and only the graduate gets the paper', async () => {
    const { viewer, id, userId } = await newGraduate(name)
    await setCertificateVisibility(viewer, courseSlug, 'NAMELESS')
    const shown = await getCertificate(id)
    expect(shown).toMatchObject({ id, name: null, nameOutline: null, courseTitle: course.title })
    expect(JSON.stringify(shown)).not.toMatch(/Grace|Hopper/)
    const { userId: stranger } = await learnerAt(0)
    expect(await printCertificate(id, 'a4', null)).toEqual({ isPrivate: true })
    expect(await printCertificate(id, 'a4', stranger)).toEqual({ isPrivate: true })
    expect(await printCertificate(id, 'a4', userId)).toMatchObject({ name })
  })

  test('all of it: not even whether it is valid', async () => {
    const { viewer, id, userId } = await newGraduate(name)
    await setCertificateVisibility(viewer, courseSlug, 'PRIVATE')
    expect(await getCertificate(id)).toEqual({ isPrivate: true })
    await refund(userId)
    expect(await getCertificate(id)).toEqual({ isPrivate: true })
    expect(await printCertificate(id, 'a4', null)).toEqual({ isPrivate: true })
    await setCertificateVisibility(viewer, courseSlug, 'PUBLIC')
    expect(await getCertificate(id)).toMatchObject({ name, revokedAt: expect.any(Date) })
  })

  test('nobody settles that for somebody else', async () => {
    const { id } = await newGraduate(name)
    const { viewer: stranger } = await learnerAt()
    await expect(setCertificateVisibility(stranger, courseSlug, 'PRIVATE')).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await getCertificate(id)).toMatchObject({ name })
  })
})

describe('the corrected name', () => {
  const right = { name: 'Ada King', language: null }
  const owner = { userId: crypto.randomUUID(), email: 'owner@example.com' }

  test('stands under the same id and date, once by the learner, later by the owner, and the history shows', async () => {
    const { viewer, id } = await newGraduate()
    const before = await printCertificate(id, 'a4', null)
    const { issuedAt } = await db.certificate.findUniqueOrThrow({ where: { id } })
    await correctCertificate(viewer, courseSlug, right)
    expect(await getCertificate(id)).toMatchObject({
      name: 'Ada King',
      issuedAt,
      corrections: [{ byOwner: false, correctedAt: expect.any(Date) }],
    })
    expect(JSON.stringify(await getCertificate(id))).not.toContain('Lovelace')
    expect(await printCertificate(id, 'a4', null)).not.toEqual(before)
    const again = { name: 'Ada Byron', language: null }
    await expect(correctCertificate(viewer, courseSlug, again)).rejects.toMatchObject({
      code: 'corrected_already',
    })
    await unsafeCorrectCertificate(owner, id, again)
    await unsafeCorrectCertificate(owner, id, ada)
    expect(await getCertificate(id)).toMatchObject({ name: 'Ada Lovelace' })
    expect(
      await db.certificateCorrection.findMany({
        where: { certificateId: id },
        orderBy: { correctedAt: 'asc' },
      }),
    ).toMatchObject([
      { formerName: 'Ada Lovelace', byOwner: false },
      { formerName: 'Ada King', byOwner: true },
      { formerName: 'Ada Byron', byOwner: true },
    ])
    expect(await db.auditEntry.count({ where: { action: 'CORRECT_CERTIFICATE', detail: id } })).toBe(2)
  })

  test('ten corrections at once are one', async () => {
    const { viewer, id } = await newGraduate()
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, (_, nth) =>
        correctCertificate(viewer, courseSlug, { name: `Ada ${nth}`, language: null }),
      ),
    )
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.certificateCorrection.count({ where: { certificateId: id } })).toBe(1)
  })

  test('is another one than the one that stands there, and of a certificate that there is', async () => {
    const { viewer } = await newGraduate()
    await expect(correctCertificate(viewer, courseSlug, ada)).rejects.toMatchObject({
      code: 'name_unchanged',
    })
    await expect(unsafeCorrectCertificate(owner, '0'.repeat(26), ada)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

test('a newer edition of the course changes nothing of an issued certificate', async () => {
  const { id } = await newGraduate()
  const before = await printCertificate(id, 'a4', null)
  await db.certificate.update({ where: { id }, data: { courseVersion: '2025.1', courseMinutes: 61 } })
  // As if the course had gone on to 2026.1 since: what is shown and printed is the row, not the course.
  expect(await getCertificate(id)).toMatchObject({ courseVersion: '2025.1', courseMinutes: 61 })
  expect(await printCertificate(id, 'a4', null)).not.toEqual(before)
})
