import 'server-only'
import {
  type HideReason,
  isCounted,
  openingOf,
  type ReviewFacts,
  type ReviewOrder,
  type ReviewSummary,
  summarizeReviews,
} from '#lib/domain/reviews.ts'
import { db } from '#lib/server/db.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { reviewFacts } from './review-facts.ts'

/** A review as anybody may read it. */
export interface PublicReview {
  id: string
  /** 1 to 5. */
  rating: number
  text: string
  /** Its beginning, where it is too long to be shown whole at once. */
  opening: string | null
  /** The name that its writer shows, or "A learner". */
  author: string
  writtenAt: Date
  editedAt: Date | null
  /** Of the moment when it was last written: whether somebody paid for the access, and how much of the course was done. */
  isPaidFor: boolean
  percentDone: number
  isRefunded: boolean
  /** Whether the rating is part of the average. */
  isCounted: boolean
  answer: { text: string; at: Date } | null
  /** How many people found it helpful. */
  helpful: number
  /** Whether the viewer is one of them. */
  isVoted: boolean
  /** Whether the viewer wrote it. */
  isMine: boolean
}

export interface ReviewList {
  summary: ReviewSummary
  reviews: PublicReview[]
  /** What is not shown, and why. */
  hidden: { reason: HideReason; count: number }[]
}

interface Row extends Omit<PublicReview, 'opening' | 'author' | 'isCounted' | 'answer'> {
  displayName: string
  lessonsDone: number
  answer: string | null
  answeredAt: Date | null
}

const orders = {
  newest: Prisma.sql`r."createdAt" desc, r."id" desc`,
  helpful: Prisma.sql`"helpful" desc, r."createdAt" desc, r."id" desc`,
}
const shown = Prisma.sql`r."hiddenAt" is null and r."withdrawnAt" is null`

async function summarize(courseSlug: string): Promise<ReviewSummary> {
  const groups = await db.$queryRaw<(Omit<ReviewFacts, 'isHidden' | 'isWithdrawn'> & { count: number })[]>`
    select r."rating", f."isRefunded", least(f."lessonsDone", 1) as "lessonsDone", count(*)::int as "count"
    from "Review" r ${reviewFacts} where r."courseSlug" = ${courseSlug} and ${shown} group by 1, 2, 3`
  return summarizeReviews(groups.map((group) => ({ ...group, isHidden: false, isWithdrawn: false })))
}

function toPublic({ displayName, lessonsDone, answeredAt, ...row }: Row): PublicReview {
  return {
    ...row,
    opening: openingOf(row.text),
    author: displayName || 'A learner',
    isCounted: isCounted({ ...row, lessonsDone, isHidden: false, isWithdrawn: false }),
    answer: row.answer !== null && answeredAt ? { text: row.answer, at: answeredAt } : null,
  }
}

interface Wish {
  order?: ReviewOrder
  /** From 1. */
  page?: number
  pageSize: number
}

/**
 * What learners said about a course, and what it amounts to. Public.
 * @param viewerId whose votes and review are marked
 */
export async function listReviews(
  courseSlug: string,
  viewerId: string | null,
  { order = 'newest', page = 1, pageSize }: Wish,
): Promise<ReviewList> {
  const [summary, rows, hidden] = await Promise.all([
    summarize(courseSlug),
    db.$queryRaw<Row[]>`
      select r."id", r."rating", r."text", r."displayName", r."createdAt" as "writtenAt", r."editedAt", r."isPaidFor",
        r."percentDone", r."answer", r."answeredAt", f."isRefunded", f."lessonsDone",
        (select count(*)::int from "ReviewVote" v where v."reviewId" = r."id") as "helpful",
        exists (select 1 from "ReviewVote" v where v."reviewId" = r."id" and v."userId" = ${viewerId}::uuid) as "isVoted",
        coalesce(r."userId" = ${viewerId}::uuid, false) as "isMine"
      from "Review" r ${reviewFacts} where r."courseSlug" = ${courseSlug} and ${shown}
      order by ${orders[order]} limit ${pageSize} offset ${(page - 1) * pageSize}`,
    db.review.groupBy({
      by: ['hideReason'],
      where: { courseSlug, hiddenAt: { not: null }, withdrawnAt: null },
      _count: true,
      orderBy: { hideReason: 'asc' },
    }),
  ])
  return {
    summary,
    reviews: rows.map(toPublic),
    hidden: hidden.flatMap(({ hideReason, _count }) =>
      hideReason ? [{ reason: hideReason, count: _count }] : [],
    ),
  }
}
