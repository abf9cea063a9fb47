import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { db } from '#lib/server/db.ts'
import { consumeRateLimit } from '#lib/server/rate-limit.ts'
import { openOrdersOf } from './open-orders.ts'
import { type AppliedCode, applyPromotionCode } from './promotion-codes.ts'

export interface Quote {
  dueInCents: number
  applied: AppliedCode | null
  /** Why the code that was typed does not count. */
  problem: string | null
}

/**
 * What the course costs with a code that somebody typed; nothing is kept or taken.
 * @param buyer whose own open checkout may hold the code already
 * @param clientNetwork whose tries are counted, so that codes cannot be found by trying
 */
export async function quoteInCrypto(
  { price }: CourseOutline,
  typed: string | undefined,
  buyer: Parameters<typeof openOrdersOf>[0],
  clientNetwork: string,
): Promise<Quote> {
  const full: Quote = { dueInCents: price.amountInCents, applied: null, problem: null }
  if (!typed) return full
  try {
    await consumeRateLimit('promotion-code', clientNetwork)
    const applied = await applyPromotionCode(db, typed, price, openOrdersOf(buyer))
    return { ...full, dueInCents: price.amountInCents - applied.discountInCents, applied }
  } catch (error) {
    if (error instanceof AppError) return { ...full, problem: error.message }
    throw error
  }
}
