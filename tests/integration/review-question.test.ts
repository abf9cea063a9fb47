import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openMailbox } from '#tests/setup/mailbox.ts'
import { openReviewedShop, viewerOf } from '#tests/setup/reviewers.ts'
import { type Buyer, course } from '#tests/setup/shop.ts'

const mailbox = await openMailbox()
process.env.SMTP_URL = mailbox.url
const { db, lessons, newHolder, does, finishes, write } = await openReviewedShop()
const { declineReview, isReviewAsked } = await import('#lib/data/reviews/ask-for-review.ts')
const { jobHandlers } = await import('#lib/data/site/job-handlers.ts')
const { updateLessonProgress } = await import('#lib/data/course/update-lesson-progress.ts')
const { withdrawReview } = await import('#lib/data/reviews/withdraw-review.ts')
const { markDone } = await import('#lib/domain/progress.ts')

const dayInMs = 24 * 60 * 60 * 1000

afterAll(() => mailbox.close())
beforeEach(() => {
  mailbox.mails.length = 0
})

describe('the one question', () => {
  const jobsFor = ({ userId }: Buyer) =>
    db.$queryRaw<{ id: string; data: never; startAfter: Date }[]>`
      SELECT id::text, data, start_after AS "startAfter" FROM pgboss.job
      WHERE name = 'review-mail' AND data->>'userId' = ${userId}`
  /** Does the mail's job as a worker would when it is due, so many times. */
  async function mailed(buyer: Buyer, times = 1): Promise<string[]> {
    const jobs = await jobsFor(buyer)
    for (let time = 0; time < times; time += 1)
      for (const { id, data } of jobs) await jobHandlers['review-mail']?.(data, { id })
    return mailbox.mails.map(({ to }) => to[0] ?? '')
  }

  test('is mailed five days after the last lesson, once, however often it is done', async () => {
    const holder = await newHolder()
    const now = new Date()
    for (const { slug } of lessons.slice(1)) await does(holder, slug, now)
    expect(await jobsFor(holder)).toEqual([])
    await does(holder, lessons[0]?.slug ?? '', now)
    const key = { userId: holder.userId, courseSlug: course, lessonSlug: lessons[0]?.slug ?? '' }
    await updateLessonProgress(key, (known) => markDone(known, false, now))
    await does(holder, lessons[0]?.slug ?? '', now)
    const jobs = await jobsFor(holder)
    expect(jobs.map(({ startAfter }) => startAfter.getTime())).toEqual([now.getTime() + 5 * dayInMs])
    expect(await isReviewAsked(viewerOf(holder), course)).toBe(true)
    expect(await mailed(holder, 2)).toEqual([holder.email])
    expect(mailbox.mails[0]?.mail.text).toContain(`/learn/${course}/review`)
    expect(await isReviewAsked(viewerOf(holder), course), 'the page does not go on asking').toBe(false)
  })

  test('is enqueued when two tabs do the last two lessons at the same moment', async () => {
    const holder = await newHolder()
    for (const { slug } of lessons.slice(2)) await does(holder, slug)
    await Promise.all(lessons.slice(0, 2).map(({ slug }) => does(holder, slug)))
    expect(await jobsFor(holder)).toHaveLength(1)
  })

  test.each([
    ['a review is there', (holder: Buyer) => write(holder)],
    [
      'it was withdrawn',
      async (holder: Buyer) => {
        await write(holder)
        await withdrawReview(viewerOf(holder), course)
      },
    ],
    ['the learner said no', (holder: Buyer) => declineReview(viewerOf(holder), course)],
    ['the money went back', (holder: Awaited<ReturnType<typeof newHolder>>) => holder.refund()],
    [
      'the person left',
      (holder: Buyer) => db.user.update({ where: { id: holder.userId }, data: { deletedAt: new Date() } }),
    ],
  ])('is not mailed when %s', async (_, happens) => {
    const holder = await newHolder()
    await finishes(holder)
    expect(await jobsFor(holder)).toHaveLength(1)
    await happens(holder)
    expect(await mailed(holder)).toEqual([])
  })

  test('a no before the end holds', async () => {
    const holder = await newHolder()
    await declineReview(viewerOf(holder), course)
    await finishes(holder)
    expect(await jobsFor(holder)).toEqual([])
  })
})
