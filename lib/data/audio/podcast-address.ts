import 'server-only'
import { randomUUID } from 'node:crypto'
import { db } from '#lib/server/db.ts'
import { env } from '#lib/server/env.ts'
import { hashLinkToken, makeLinkToken } from '#lib/server/link-token.ts'

const secretOf = (version: string) => makeLinkToken(`podcast:${version}`)

const addressOf = (version: string) => new URL(`/api/podcast/${secretOf(version)}`, env.APP_URL).href

/** The secret address of a learner's feed; null when they have not asked for one. */
export async function getPodcastAddress(userId: string, courseSlug: string): Promise<string | null> {
  const feed = await db.podcastFeed.findUnique({
    where: { userId_courseSlug: { userId, courseSlug } },
    select: { version: true },
  })
  return feed && addressOf(feed.version)
}

/** Makes the address of a learner's feed, or a new one: the one before it is dead from now on. For who holds the course. */
export async function renewPodcastAddress(userId: string, courseSlug: string): Promise<string> {
  const version = randomUUID()
  const data = { version, secretHash: hashLinkToken(secretOf(version)), createdAt: new Date() }
  await db.podcastFeed.upsert({
    where: { userId_courseSlug: { userId, courseSlug } },
    create: { userId, courseSlug, ...data },
    update: data,
  })
  return addressOf(version)
}
