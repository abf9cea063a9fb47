import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openMailbox } from '#tests/setup/mailbox.ts'
import { openReviewedShop, viewerOf } from '#tests/setup/reviewers.ts'
import { course } from '#tests/setup/shop.ts'

const mailbox = await openMailbox()
process.env.SMTP_URL = mailbox.url
const { db, newHolder, newOwner, write } = await openReviewedShop()
const { hideReview, showReview } = await import('#lib/data/reviews/answer-review.ts')
const { jobHandlers } = await import('#lib/data/site/job-handlers.ts')
const { withdrawReview } = await import('#lib/data/reviews/withdraw-review.ts')

afterAll(() => mailbox.close())
beforeEach(() => {
  mailbox.mails.length = 0
})

describe('the mail that a review is hidden', () => {
  /** Does its jobs as a worker would, and says what was mailed to whom. */
  async function mailed(reviewId: string) {
    const jobs = await db.$queryRaw<{ id: string; data: never }[]>`
      SELECT id::text, data FROM pgboss.job WHERE name = 'review-hidden-mail' AND data->>'reviewId' = ${reviewId}
      ORDER BY created_on`
    for (const { id, data } of jobs) await jobHandlers['review-hidden-mail']?.(data, { id })
    return mailbox.mails.map(({ to, mail }) => ({ to: to[0], text: mail.text }))
  }
  async function hidden() {
    const [holder, owner] = [await newHolder(), await newOwner()]
    await write(holder, { rating: 1 })
    const { id: reviewId } = await db.review.findFirstOrThrow()
    const hide = () => hideReview(owner, { reviewId, reason: 'ADVERTISING', note: 'Sells a book' })
    await hide()
    return { holder, owner, reviewId, hide }
  }

  test('goes to its writer, once, with the stated reason and not the owner’s note', async () => {
    const { holder, reviewId, hide } = await hidden()
    await expect(hide()).rejects.toMatchObject({ code: 'not_found' })
    const mails = await mailed(reviewId)
    expect(mails).toEqual([{ to: holder.email, text: expect.stringContaining('The reason: advertising.') }])
    expect(mails[0]?.text).toContain(`/learn/${course}/review`)
    expect(mails[0]?.text).not.toContain('Sells a book')
  })

  test.each([
    ['it is shown again', ({ owner, reviewId }) => showReview(owner, { reviewId })],
    ['it was withdrawn', ({ holder }) => withdrawReview(viewerOf(holder), course)],
    [
      'the person left',
      ({ holder }) => db.user.update({ where: { id: holder.userId }, data: { deletedAt: new Date() } }),
    ],
  ] satisfies [string, (of: Awaited<ReturnType<typeof hidden>>) => Promise<unknown>][])(
    'is not sent when %s before',
    async (_, happens) => {
      const of = await hidden()
      await happens(of)
      expect(await mailed(of.reviewId)).toEqual([])
    },
  )

  test('is sent for a second hiding, and not for the first any more', async () => {
    const { owner, reviewId, hide } = await hidden()
    await showReview(owner, { reviewId })
    await hide()
    expect(await mailed(reviewId)).toHaveLength(1)
  })
})
