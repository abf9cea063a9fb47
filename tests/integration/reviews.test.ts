import { describe, expect, test } from 'vitest'
import { openReviewedShop, review, viewerOf } from '#tests/setup/reviewers.ts'
import { course } from '#tests/setup/shop.ts'

const shop = await openReviewedShop()
const { db, lessons, newHolder, newOwner, does, finishes, write, list, only } = shop
const { getReviewDesk } = await import('#lib/data/reviews/get-review-desk.ts')
const { giveAccess } = await import('#lib/data/orders/give-access.ts')
const { redeemGift } = await import('#lib/data/gifts/redeem-gift.ts')
const { withdrawReview } = await import('#lib/data/reviews/withdraw-review.ts')
const { writeReview } = await import('#lib/data/reviews/write-review.ts')
const { hashLinkToken, makeLinkToken } = await import('#lib/server/link-token.ts')

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
    const { fulfillCheckout } = await import('#lib/data/checkout/fulfill-checkout.ts')
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
