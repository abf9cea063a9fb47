import 'server-only'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '#lib/domain/errors.ts'

/**
 * A reader reports six times a minute and tab. In memory, since a statement for the limit would cost more than what it
 * protects; with several processes the limit is so much higher.
 */
const limiter = new RateLimiterMemory({ points: 90, duration: 60 })

/** @throws rate_limited */
export async function limitProgressReports(userId: string): Promise<void> {
  try {
    await limiter.consume(userId)
  } catch (error) {
    if (error instanceof RateLimiterRes) throw new AppError('rate_limited')
    throw error
  }
}
