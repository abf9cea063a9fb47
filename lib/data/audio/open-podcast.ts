import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import { db } from '#lib/server/db.ts'
import { hashLinkToken } from '#lib/server/link-token.ts'
import { consumeRateLimit, type RateLimit } from '#lib/server/rate-limit.ts'

export interface OpenPodcast {
  courseSlug: string
  /** When the learner was given the course. */
  grantedAt: Date
}

/**
 * The course behind a feed's secret, as long as its learner holds it: asked anew for the feed and for every part of a file.
 * @throws not_found for a secret that is unknown or was replaced
 * @throws no_access after a refund
 * @throws rate_limited
 */
export async function openPodcast(
  secret: string,
  limit: Extract<RateLimit, `podcast-${string}`>,
): Promise<OpenPodcast> {
  const secretHash = hashLinkToken(secret)
  const feed = await db.podcastFeed.findUnique({
    where: { secretHash },
    select: { userId: true, courseSlug: true },
  })
  if (!feed) throw new AppError('not_found')
  await consumeRateLimit(limit, secretHash)
  const entitlement = await db.entitlement.findFirst({
    where: { ...feed, revokedAt: null },
    orderBy: { grantedAt: 'asc' },
    select: { grantedAt: true },
  })
  if (!entitlement) throw new AppError('no_access')
  return { courseSlug: feed.courseSlug, grantedAt: entitlement.grantedAt }
}
