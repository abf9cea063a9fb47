import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { ReviewInput } from '#lib/schemas/review.ts'
import { openMailbox } from '#tests/setup/mailbox.ts'
import { type Buyer, course, openShop } from '#tests/setup/shop.ts'

const mailbox = await openMailbox()
process.env.SMTP_URL = mailbox.url
const shop = await openShop()
const { db } = shop
const { answerReview, hideReview, showReview } = await import('#lib/data/answer-review.ts')
const { declineReview, isReviewAsked } = await import('#lib/data/ask-for-review.ts')
const { getReviewDesk } = await import('#lib/data/get-review-desk.ts')
const { giveAccess } = await import('#lib/data/give-access.ts')
const { jobHandlers } = await import('#lib/data/job-handlers.ts')
const { listReviews } = await import('#lib/data/list-reviews.ts')
const { redeemGift } = await import('#lib/data/redeem-gift.ts')
const { requestRefund } = await import('#lib/data/request-refund.ts')
const { updateLessonProgress } = await import('#lib/data/update-lesson-progress.ts')
const { voteReview } = await import('#lib/data/vote-review.ts')
const { withdrawReview } = await import('#lib/data/withdraw-review.ts')
const { writeReview } = await import('#lib/data/write-review.ts')
const { markDone } = await import('#lib/domain/progress.ts')
const { getCourseOutlineOrThrow } = await import('#lib/server/courses.ts')
const { hashLinkToken, makeLinkToken } = await import('#lib/server/link-token.ts')

const { lessons } = getCourseOutlineOrThrow(course)
const dayInMs = 24 * 60 * 60 * 1000

afterAll(() => mailbox.close())
beforeEach(async () => {
  mailbox.mails.length = 0
  await db.review.deleteMany()
  await shop.webhooks({ dropAll: true })
})

const viewerOf = ({ userId, email }: Buyer, isOwner = false) => ({
  userId,
  email,
  name: null,
  isOwner,
  sessionId: '',
})
const review = (change: Partial<ReviewInput> = {}): ReviewInput => ({
  courseSlug: course,
  rating: 5,
  text: 'Clear, and exact.',
  displayName: 'Ada',
  ...change,
})
const write = (buyer: Buyer, change: Partial<ReviewInput> = {}, now?: Date) =>
  writeReview(viewerOf(buyer), review(change), now)
const list = (buyer: Buyer | null = null, wish = {}) =>
  listReviews(course, buyer?.userId ?? null, { pageSize: 20, ...wish })
const only = async () => (await list()).reviews[0]

async function newHolder() {
  const buyer = await shop.newUser()
  const { orderId } = await shop.buy(buyer)
  const { number } = await shop.orderOf(orderId)
  return { ...buyer, orderId, refund: () => requestRefund(buyer.userId, number) }
}
const does = ({ userId }: Buyer, lessonSlug: string, now = new Date()) =>
  updateLessonProgress({ userId, courseSlug: course, lessonSlug }, (known) => markDone(known, true, now))
async function finishes(buyer: Buyer, now?: Date) {
  for (const { slug } of lessons) await does(buyer, slug, now)
}
async function newOwner() {
  const owner = await shop.newUser()
  await db.user.update({ where: { id: owner.userId }, data: { role: 'OWNER' } })
  return viewerOf(owner, true)
}

test('a new shop has no reviews: nobody fabricates any', async () => {
  // Migrated and nothing else; what the site does at its start is looked at by the first test of reviews.spec.ts.
  expect(await db.review.count()).toBe(0)
  expect(await list()).toMatchObject({
    summary: { shown: 0, count: 0, average: null },
    reviews: [],
    hidden: [],
  })
})

describe('who may write', () => {
  test('a buyer: verified, with how much was done at that moment', async () => {
    const holder = await newHolder()
    await does(holder, lessons[0]?.slug ?? '')
    await write(holder)
    const percent = (await only())?.percentDone ?? 0
    expect(percent).toBeGreaterThan(0)
    await finishes(holder)
    expect(await only()).toMatchObject({ isPaidFor: true, percentDone: percent, author: 'Ada' })
    await write(holder, { text: 'Now I know the rest too.' })
    expect(await only()).toMatchObject({ percentDone: 100, text: 'Now I know the rest too.' })
    expect(JSON.stringify(await list())).not.toContain('@')
  })

  test('nobody who never held the course, and not the owner, who runs it; the database refuses it too', async () => {
    const stranger = await shop.newUser()
    await expect(write(stranger)).rejects.toMatchObject({ code: 'review_not_yours' })
    expect(await getReviewDesk(viewerOf(stranger), course)).toMatchObject({ mayWrite: false })
    const owner = await newOwner()
    await giveAccess(owner, { email: owner.email, courseSlug: course, reason: 'To look' })
    await expect(writeReview(owner, review())).rejects.toMatchObject({ code: 'review_not_yours' })
    const forged = {
      userId: stranger.userId,
      ...review(),
      isPaidFor: true,
      percentDone: 100,
      lessonsDone: 15,
    }
    await expect(db.review.create({ data: forged })).rejects.toThrow(/Review_of_a_holder/)
    await expect(write(stranger, { courseSlug: 'no-such-course' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('who was given access for nothing, and it says so', async () => {
    const guest = await shop.newUser()
    await giveAccess(await newOwner(), { email: guest.email, courseSlug: course, reason: 'A friend' })
    await write(guest)
    expect(await only()).toMatchObject({ isPaidFor: false, isRefunded: false })
  })

  test('of a gift: who redeemed it, not who paid', async () => {
    const [giver, recipient] = [await shop.newUser(), await shop.newUser()]
    const { orderId, sessionId } = await shop.open(giver)
    const token = makeLinkToken(`test:${orderId}`)
    await db.order.update({ where: { id: orderId }, data: { isGift: true } })
    await db.gift.create({
      data: {
        orderId,
        recipientEmail: recipient.email,
        fromName: 'Grace',
        sendAt: new Date(),
        tokenHash: hashLinkToken(token),
      },
    })
    await shop.pay(sessionId)
    const { fulfillCheckout } = await import('#lib/data/fulfill-checkout.ts')
    await fulfillCheckout(sessionId)
    const { gift } = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { gift: true } })
    expect(gift?.tokenHash).toBe(hashLinkToken(token))
    await redeemGift(token, recipient)
    await expect(write(giver)).rejects.toMatchObject({ code: 'review_not_yours' })
    await write(recipient)
    expect(await only()).toMatchObject({ isPaidFor: true })
  })

  test('once: racing tabs end with one review, and later ones change it', async () => {
    const holder = await newHolder()
    await Promise.all([1, 2, 3, 4].map((rating) => write(holder, { rating })))
    expect(await db.review.count()).toBe(1)
    await write(holder, { rating: 2, text: 'On second thought', displayName: '' })
    expect(await only()).toMatchObject({ rating: 2, text: 'On second thought', author: 'A learner' })
    expect((await only())?.editedAt).toBeInstanceOf(Date)
  })

  test('not without end: the limit says how long to wait', async () => {
    const holder = await newHolder()
    for (let time = 0; time < 20; time += 1) await write(holder)
    await expect(write(holder)).rejects.toMatchObject({ code: 'rate_limited' })
  })
})

describe('after a refund', () => {
  test('a review with a lesson done before it stays and counts, labelled', async () => {
    const [holder, other] = [await newHolder(), await newHolder()]
    await write(other, { rating: 5 })
    await write(holder, { rating: 2 })
    await does(holder, lessons[0]?.slug ?? '')
    await holder.refund()
    const { summary, reviews } = await list()
    expect(summary).toMatchObject({ shown: 2, count: 2, average: 3.5 })
    expect(reviews.map(({ rating, isRefunded, isCounted }) => [rating, isRefunded, isCounted])).toEqual([
      [2, true, true],
      [5, false, true],
    ])
  })

  test('one without stays, labelled, and does not count, even when the free lesson is done afterwards', async () => {
    const holder = await newHolder()
    await write(holder, { rating: 1 })
    await holder.refund()
    await does(holder, lessons[0]?.slug ?? '')
    const { summary } = await list()
    expect(summary).toMatchObject({ shown: 1, count: 0, average: null })
    expect(await only()).toMatchObject({ isRefunded: true, isCounted: false, isPaidFor: true })
    await write(holder, { rating: 1, text: 'Written anew' })
    expect(await only()).toMatchObject({ text: 'Written anew', isCounted: false })
  })

  test('it can be written, changed and withdrawn', async () => {
    const holder = await newHolder()
    await does(holder, lessons[0]?.slug ?? '')
    await holder.refund()
    await write(holder, { rating: 3 })
    expect(await only()).toMatchObject({ isRefunded: true, isCounted: true })
    await withdrawReview(viewerOf(holder), course)
    expect((await list()).summary).toMatchObject({ shown: 0, average: null })
    const kept = await db.review.findFirstOrThrow()
    expect(kept).toMatchObject({ text: '', displayName: '', answer: null })
    await expect(withdrawReview(viewerOf(holder), course)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('who buys again is not refunded any more', async () => {
    const holder = await newHolder()
    await write(holder)
    await holder.refund()
    await shop.buy(holder)
    expect(await only()).toMatchObject({ isRefunded: false, isCounted: true })
  })
})

describe('votes', () => {
  test('one a person, taken back at will, and they bring a review to the front', async () => {
    const [early, late, voter] = [await newHolder(), await newHolder(), await shop.newUser()]
    await write(early, { text: 'Early' }, new Date(Date.now() - dayInMs))
    await write(late, { text: 'Late' })
    const texts = async (order: 'newest' | 'helpful') =>
      (await list(null, { order })).reviews.map(({ text }) => text)
    expect(await texts('newest')).toEqual(['Late', 'Early'])
    const { id: reviewId } = await db.review.findFirstOrThrow({ where: { text: 'Early' } })
    const vote = (helpful: boolean) => voteReview(viewerOf(voter), { reviewId, helpful })
    expect(await Promise.all([vote(true), vote(true), vote(true)])).toContain(1)
    expect(await vote(true)).toBe(1)
    expect(await texts('helpful')).toEqual(['Early', 'Late'])
    expect(await texts('newest')).toEqual(['Late', 'Early'])
    const seen = (await list(voter)).reviews.map(({ text, isVoted, helpful }) => [text, isVoted, helpful])
    expect(seen).toEqual([
      ['Late', false, 0],
      ['Early', true, 1],
    ])
    expect(await vote(false)).toBe(0)
  })

  test('not on one’s own, not on what is not shown, and not without end', async () => {
    const [holder, voter] = [await newHolder(), await shop.newUser()]
    await write(holder)
    const { id: reviewId } = await db.review.findFirstOrThrow()
    const vote = (by: Buyer, id = reviewId) => voteReview(viewerOf(by), { reviewId: id, helpful: true })
    await expect(vote(holder)).rejects.toMatchObject({ code: 'vote_for_own' })
    await expect(vote(voter, randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    await withdrawReview(viewerOf(holder), course)
    await expect(vote(voter)).rejects.toMatchObject({ code: 'not_found' })
    for (let time = 2; time < 60; time += 1) await vote(voter).catch(() => {})
    await expect(vote(voter)).rejects.toMatchObject({ code: 'rate_limited' })
  })
})

describe('the owner', () => {
  test('answers, hides for a stated reason and shows again, each noted; the words stay as written', async () => {
    const [holder, owner] = [await newHolder(), await newOwner()]
    await write(holder, { rating: 1, text: 'Rubbish, ask Bob at 555-0199' })
    const { id: reviewId } = await db.review.findFirstOrThrow()
    await answerReview(owner, { reviewId, answer: 'Sorry to hear it.' })
    expect((await only())?.answer?.text).toBe('Sorry to hear it.')
    await hideReview(owner, { reviewId, reason: 'PERSONAL_DATA', note: 'A telephone number' })
    expect(await list()).toMatchObject({
      summary: { shown: 0, count: 0, average: null },
      reviews: [],
      hidden: [{ reason: 'PERSONAL_DATA', count: 1 }],
    })
    await expect(hideReview(owner, { reviewId, reason: 'INSULT', note: 'Again' })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await getReviewDesk(viewerOf(holder), course)).toMatchObject({
      review: { hideReason: 'PERSONAL_DATA' },
    })
    await write(holder, { rating: 1, text: 'Rubbish' })
    expect((await list()).reviews, 'written anew, it stays hidden').toEqual([])
    await withdrawReview(viewerOf(holder), course)
    await write(holder, { rating: 1, text: 'Rubbish' })
    expect((await list()).reviews, 'and so it does when it was withdrawn in between').toEqual([])
    await showReview(owner, { reviewId })
    expect(await only()).toMatchObject({ text: 'Rubbish', rating: 1 })
    const noted = await db.auditEntry.findMany({ where: { actorId: owner.userId }, orderBy: { id: 'asc' } })
    expect(noted.map(({ action, reason, detail }) => [action, reason, detail])).toEqual([
      ['ANSWER_REVIEW', null, reviewId],
      ['HIDE_REVIEW', 'A telephone number', `PERSONAL_DATA ${reviewId}`],
      ['SHOW_REVIEW', null, reviewId],
    ])
  })
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
