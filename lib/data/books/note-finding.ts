import 'server-only'
import { db } from '#lib/server/db.ts'
import { env } from '#lib/server/env.ts'
import { enqueue } from '#lib/server/jobs.ts'
import { log } from '#lib/server/log.ts'

/**
 * Notes something that the machine cannot put right by itself. However often it is met, it is one row that counts.
 * @param key what it is about; its part before the colon says who looks after it
 * @param options.times how often it was met since it was last noted
 * @param options.tell mail the owner when it is new, or is there again after it was gone
 */
export async function noteFinding(
  key: string,
  detail: string,
  { tell = false, times = 1 } = {},
): Promise<void> {
  log.warn({ key, detail }, 'finding')
  await db.$transaction(async (tx) => {
    // Messages about one thing come together: the first of them makes it known to the others.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`finding:${key}`}, 0))::text`
    const known = await tx.finding.findUnique({ where: { key } })
    const now = new Date()
    const isNews = !known || known.resolvedAt !== null
    await tx.finding.upsert({
      where: { key },
      create: { key, detail, count: times, firstSeenAt: now, lastSeenAt: now },
      update: {
        detail,
        count: { increment: times },
        lastSeenAt: now,
        resolvedAt: null,
        ...(isNews && { firstSeenAt: now }),
      },
    })
    if (!tell || !isNews) return
    await enqueue(tx, 'owner-mail', {
      subject: 'Our books and the provider’s do not agree',
      text: `${detail}.\n\n${env.APP_URL}/owner/books`,
    })
  })
}

/** Findings of these kinds that were not met since a moment are gone. */
export async function resolveFindings(kinds: string[], since: Date): Promise<void> {
  await db.finding.updateMany({
    where: {
      resolvedAt: null,
      lastSeenAt: { lt: since },
      OR: kinds.map((kind) => ({ key: { startsWith: `${kind}:` } })),
    },
    data: { resolvedAt: new Date() },
  })
}
