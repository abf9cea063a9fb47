/** A shop whose buyers read lessons and write reviews; each test begins without any. */
import { beforeEach } from 'vitest'
import type { ReviewInput } from '#lib/schemas/review.ts'
import { type Buyer, course, openShop } from './shop.ts'

export const viewerOf = ({ userId, email }: Buyer, isOwner = false) => ({
  userId,
  email,
  name: null,
  isOwner,
  sessionId: '',
})

export const review = (change: Partial<ReviewInput> = {}): ReviewInput => ({
  courseSlug: course,
  rating: 5,
  text: 'Clear, and exact.',
  displayName: 'Ada',
  ...change,
})

export async function openReviewedShop() {
  const shop = await openShop()
  const { db } = shop
  const { listReviews } = await import('#lib/data/reviews/list-reviews.ts')
  const { requestRefund } = await import('#lib/data/refunds/request-refund.ts')
  const { updateLessonProgress } = await import('#lib/data/course/update-lesson-progress.ts')
  const { writeReview } = await import('#lib/data/reviews/write-review.ts')
  const { markDone } = await import('#lib/domain/progress.ts')
  const { getCourseOutlineOrThrow } = await import('#lib/server/courses.ts')
  const { lessons } = getCourseOutlineOrThrow(course)

  beforeEach(async () => {
    await db.review.deleteMany()
    await shop.webhooks({ dropAll: true })
  })

  const list = (buyer: Buyer | null = null, wish = {}) =>
    listReviews(course, buyer?.userId ?? null, { pageSize: 20, ...wish })
  const does = ({ userId }: Buyer, lessonSlug: string, now = new Date()) =>
    updateLessonProgress({ userId, courseSlug: course, lessonSlug }, (known) => markDone(known, true, now))

  return {
    ...shop,
    lessons,
    does,
    list,
    only: async () => (await list()).reviews[0],
    write: (buyer: Buyer, change: Partial<ReviewInput> = {}, now?: Date) =>
      writeReview(viewerOf(buyer), review(change), now),

    async finishes(buyer: Buyer, now?: Date) {
      for (const { slug } of lessons) await does(buyer, slug, now)
    },
    async newHolder() {
      const buyer = await shop.newUser()
      const { orderId } = await shop.buy(buyer)
      const { number } = await shop.orderOf(orderId)
      return { ...buyer, orderId, refund: () => requestRefund(buyer.userId, number) }
    },
    async newOwner() {
      const owner = await shop.newUser()
      await db.user.update({ where: { id: owner.userId }, data: { role: 'OWNER' } })
      return viewerOf(owner, true)
    },
  }
}
