import 'server-only'
import { createHash } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '#lib/domain/errors.ts'
import { db } from './db.ts'
import { env } from './env.ts'

const quarterOfAnHour = 15 * 60

/** How often within which time. */
const limits = {
  /** One network asking for sign-in links. */
  'sign-in-network': { points: env.SIGN_IN_LIMIT_PER_NETWORK, durationSeconds: quarterOfAnHour },
  /** Links to one mailbox, whoever asks: the limit that no change of address gets around. */
  'sign-in-email': { points: env.SIGN_IN_LIMIT_PER_EMAIL, durationSeconds: quarterOfAnHour },
  /** All sign-in links together: keeps a botnet from using the site to send mail to strangers. */
  'sign-in-total': { points: env.SIGN_IN_LIMIT_TOTAL, durationSeconds: quarterOfAnHour },
  /** One network stating withdrawals, and statements about one mailbox: each may send a mail. */
  'withdrawal-network': { points: 20, durationSeconds: quarterOfAnHour },
  'withdrawal-email': { points: 5, durationSeconds: quarterOfAnHour },
  /** One giver writing to people: each change or repetition mails a link. */
  'gift-sending': { points: 5, durationSeconds: 24 * 60 * 60 },
  /** One network trying promotion codes. */
  'promotion-code': { points: 60, durationSeconds: quarterOfAnHour },
  /** One person writing a review anew, and voting on those of others. */
  'review-writing': { points: 20, durationSeconds: quarterOfAnHour },
  'review-vote': { points: 60, durationSeconds: quarterOfAnHour },
  /** One network opening checkouts: each is a row of ours and calls to the provider. */
  'checkout-network': { points: env.CHECKOUT_LIMIT_PER_NETWORK, durationSeconds: quarterOfAnHour },
  /** One podcast feed with its files: an app asks for the feed once an hour, and for a file in some hundred parts. */
  'podcast-feed': { points: 60, durationSeconds: quarterOfAnHour },
  'podcast-file': { points: 1500, durationSeconds: quarterOfAnHour },
} as const

export type RateLimit = keyof typeof limits

/** The limiter speaks to a `pg` client; Prisma's connection pool stands in for one. */
const storeClient = {
  async query({ text, values = [] }: { text: string; values?: unknown[] }) {
    const rows = await db.$queryRawUnsafe<{ points?: number; expire?: bigint | null }[]>(text, ...values)
    return {
      rows: rows.map(({ points, expire }) => ({ points, expire: expire == null ? null : Number(expire) })),
      rowCount: rows.length,
    }
  },
}

const limiters = new Map<RateLimit, RateLimiterPostgres>()

function limiterOf(name: RateLimit): RateLimiterPostgres {
  const known = limiters.get(name)
  if (known) return known
  const { points, durationSeconds } = limits[name]
  const limiter = new RateLimiterPostgres({
    storeClient,
    storeType: 'client',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: durationSeconds,
  })
  limiters.set(name, limiter)
  return limiter
}

function inMinutes(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000))
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}

/**
 * Counts one use of what is limited, in one statement; the count survives restarts and is shared by all processes.
 * @param key whose limit: hashed, so that the table holds no addresses
 * @throws rate_limited with the minutes to wait
 */
export async function consumeRateLimit(name: RateLimit, key: string): Promise<void> {
  try {
    await limiterOf(name).consume(createHash('sha256').update(key).digest('base64url'))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new AppError(
      'rate_limited',
      `That was often in a short time. Nothing was lost; try again in ${inMinutes(refusal.msBeforeNext)}.`,
    )
  }
}
