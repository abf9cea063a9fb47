/** What others do with a review: readers vote, the owner answers and hides. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openReviewedShop, viewerOf } from '#tests/setup/reviewers.ts'
import { type Buyer, course } from '#tests/setup/shop.ts'

const shop = await openReviewedShop()
const { db, newHolder, newOwner, write, list, only } = shop
const { answerReview, hideReview, showReview } = await import('#lib/data/reviews/answer-review.ts')
const { getReviewDesk } = await import('#lib/data/reviews/get-review-desk.ts')
const { voteReview } = await import('#lib/data/reviews/vote-review.ts')
const { withdrawReview } = await import('#lib/data/reviews/withdraw-review.ts')

const dayInMs = 24 * 60 * 60 * 1000

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
