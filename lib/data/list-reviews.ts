import 'server-only'
import { db } from '#lib/server/db.ts'

/** A review as anybody may read it. */
export interface PublicReview {
  id: string
  /** 1 to 5. */
  rating: number
  text: string
  /** The name that the learner gave, or "A learner". */
  author: string
  writtenAt: Date
}

export interface ReviewList {
  /** Newest first, at most twenty. */
  reviews: PublicReview[]
  count: number
  /** Of all reviews; null while there are none. */
  averageRating: number | null
}

/** What learners said about a course. Public. */
export async function listReviews(courseSlug: string): Promise<ReviewList> {
  const [rows, total] = await Promise.all([
    db.review.findMany({
      where: { courseSlug },
      orderBy: { createdAt: 'desc' },
      take: 20,
      select: { id: true, rating: true, text: true, createdAt: true, user: { select: { name: true } } },
    }),
    db.review.aggregate({ where: { courseSlug }, _count: true, _avg: { rating: true } }),
  ])
  return {
    reviews: rows.map(({ id, rating, text, createdAt, user }) => ({
      id,
      rating,
      text,
      author: user.name ?? 'A learner',
      writtenAt: createdAt,
    })),
    count: total._count,
    averageRating: total._avg.rating,
  }
}
