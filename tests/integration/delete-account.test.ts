import { expect, test } from 'vitest'
import { deleteAccount } from '#lib/data/account/delete-account.ts'
import { findContradictions } from '#lib/data/books/find-contradictions.ts'
import { getBadge } from '#lib/data/certificates/get-badge.ts'
import { getCertificate } from '#lib/data/certificates/get-certificate.ts'
import { getStatusList } from '#lib/data/certificates/get-status-list.ts'
import { findSharedTranscript, getOwnTranscript } from '#lib/data/certificates/get-transcript.ts'
import { printCertificate } from '#lib/data/certificates/print-certificate.ts'
import { restoreCertificates } from '#lib/data/certificates/revoke-certificates.ts'
import { shareTranscript, unshareTranscript } from '#lib/data/certificates/share-transcript.ts'
import { declineReview } from '#lib/data/reviews/ask-for-review.ts'
import { listReviews } from '#lib/data/reviews/list-reviews.ts'
import { voteReview } from '#lib/data/reviews/vote-review.ts'
import { writeReview } from '#lib/data/reviews/write-review.ts'
import { readSession } from '#lib/data/sign-in/read-session.ts'
import { db } from '#lib/server/db.ts'
import { course, courseSlug, learnerAt, newGraduate, refund } from '../setup/graduates.ts'

/** Every row of every table that mentions a text, as the database itself writes rows. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ found: boolean }[]>(
      `select exists (select 1 from "${name}" t where t::text ilike '%' || $1 || '%') as found`,
      text,
    )
    if (rows[0]?.found) found.push(name)
  }
  return found
}

test('who deletes the account is nowhere any more, and the books stay', async () => {
  const { viewer, token, userId } = await newGraduate('Ada Lovelace')
  await db.user.update({ where: { id: userId }, data: { name: 'Countess Ada' } })
  await db.order.updateMany({ where: { userId }, data: { email: viewer.email } })
  await db.verificationToken.create({
    data: { identifier: viewer.email, token: userId, expires: new Date() },
  })
  const words = { rating: 5, text: 'By the Countess.', displayName: 'Countess' }
  await writeReview(viewer, { courseSlug, ...words })
  await declineReview(viewer, courseSlug)
  const other = await learnerAt(0)
  await writeReview(other.viewer, { courseSlug, ...words, text: 'By another.', displayName: '' })
  const { id: reviewId } = await db.review.findFirstOrThrow({ where: { userId: other.userId } })
  await voteReview(viewer, { reviewId, helpful: true })
  await shareTranscript(viewer, courseSlug)
  await deleteAccount(viewer, 'remove')
  expect(await readSession(token)).toBeNull()
  expect(await tablesWith(viewer.email)).toEqual([])
  expect(await tablesWith('Countess')).toEqual([])
  expect(await tablesWith('Lovelace')).toEqual([])
  // What still knows the number: the person without a name, what was bought and granted, and the place that says "revoked".
  expect((await tablesWith(userId)).sort()).toEqual(['Certificate', 'Entitlement', 'Order', 'User'])
  expect(await db.order.count({ where: { userId, status: 'PAID', amountInCents: 2900 } })).toBe(1)
  await expect(deleteAccount(viewer, 'remove')).rejects.toMatchObject({ code: 'sign_in_required' })
})

test('a kept review loses its name, not what its rating counts by', async () => {
  const { viewer, userId } = await learnerAt(0)
  await writeReview(viewer, { courseSlug, rating: 2, text: 'Kept.', displayName: 'Countess' })
  const lessonSlug = course.lessons[0]?.slug ?? ''
  await db.lessonProgress.create({
    data: { userId, courseSlug, lessonSlug, doneAt: new Date(), doneBy: 'LEARNER' },
  })
  await refund(userId)
  await deleteAccount(viewer, 'remove', 'keep')
  const { reviews } = await listReviews(courseSlug, null, { pageSize: 50 })
  expect(reviews.find(({ text }) => text === 'Kept.')).toMatchObject({
    author: 'A learner',
    isRefunded: true,
    isCounted: true,
  })
  expect(await tablesWith('Countess')).toEqual([])
})

test('every table that refers to a person is thought of', async () => {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select distinct conrelid::regclass::text as name from pg_constraint
    where contype = 'f' and confrelid = '"User"'::regclass order by 1`
  // A new one belongs into lib/data/account/delete-account.ts, or here alone where the books need it (Entitlement, Gift, Order).
  expect(tables.map(({ name }) => name.replaceAll('"', ''))).toEqual([
    'Account',
    'Certificate',
    'Entitlement',
    'ExerciseResult',
    'Gift',
    'LessonProgress',
    'Order',
    'PlaygroundRun',
    'PodcastFeed',
    'QuizAnswer',
    'Review',
    'ReviewAsk',
    'ReviewVote',
    'Session',
    'TranscriptLink',
  ])
})

test('a removed proof shows nothing, saved badges are revoked, and nothing brings it back', async () => {
  const { viewer, id, userId } = await newGraduate()
  await printCertificate(id, 'a4', null)
  const before = await getStatusList(1)
  await deleteAccount(viewer, 'remove')
  expect(await getCertificate(id)).toEqual({ isPrivate: true })
  expect(await getBadge(id, null)).toEqual({ isPrivate: true })
  expect(await printCertificate(id, 'a4', null)).toEqual({ isPrivate: true })
  expect((await getStatusList(1))?.credentialSubject).not.toEqual(before?.credentialSubject)
  expect(await restoreCertificates(db, userId, courseSlug)).toBe(false)
})

test('a kept proof stays valid, and money and access go on agreeing', async () => {
  const { viewer, id } = await newGraduate()
  await deleteAccount(viewer, 'keep')
  expect(await getCertificate(id)).toMatchObject({ name: 'Ada Lovelace', revokedAt: null })
  expect(await printCertificate(id, 'a4', null)).toMatchObject({ name: 'Ada Lovelace' })
  const { viewer: other } = await newGraduate()
  await deleteAccount(other, 'remove')
  expect((await findContradictions()).filter(({ kind }) => kind === 'certificate-without-access')).toEqual([])
})

test('the owner’s account is not deleted', async () => {
  const { viewer } = await learnerAt(0)
  await expect(deleteAccount({ ...viewer, isOwner: true }, 'keep')).rejects.toMatchObject({
    code: 'owner_stays',
  })
})

test('a transcript says what was done when, to the learner and to who has the link until it is taken back', async () => {
  const { viewer, userId, id } = await newGraduate()
  const { viewer: stranger } = await learnerAt(0)
  await shareTranscript(viewer, courseSlug)
  await shareTranscript(viewer, courseSlug)
  const own = await getOwnTranscript(userId, courseSlug)
  if (!own?.linkId) throw new Error('There is a link.')
  expect(own.lessons).toHaveLength(course.lessons.length + (course.capstone ? 1 : 0))
  expect(own.lessons[0]).toMatchObject({ number: 1, doneAt: expect.any(Date), quiz: { right: 0 } })
  expect(own.lessons.flatMap(({ exercises }) => exercises).filter(({ solvedAt }) => solvedAt)).toHaveLength(
    course.requiredExercises,
  )
  const { linkId, ...shown } = own
  expect(shown).toMatchObject({ name: 'Ada Lovelace', certificate: { url: expect.stringContaining(id) } })
  expect(await findSharedTranscript(linkId)).toEqual(shown)
  expect(JSON.stringify(shown)).not.toContain(viewer.email)
  await unshareTranscript(stranger, courseSlug)
  expect(await findSharedTranscript(linkId)).not.toBeNull()
  await db.certificate.update({ where: { id }, data: { visibility: 'NAMELESS' } })
  expect(await findSharedTranscript(linkId)).toMatchObject({ name: null })
  await db.certificate.update({ where: { id }, data: { visibility: 'PRIVATE' } })
  expect(await findSharedTranscript(linkId)).toMatchObject({ name: null, certificate: null })
  await unshareTranscript(viewer, courseSlug)
  expect(await findSharedTranscript(linkId)).toBeNull()
  await shareTranscript(viewer, courseSlug)
  expect((await getOwnTranscript(userId, courseSlug))?.linkId).not.toBe(linkId)
  for (const wrong of ['', '0'.repeat(26), '../x', 'x'.repeat(100_000)])
    expect(await findSharedTranscript(wrong)).toBeNull()
})
