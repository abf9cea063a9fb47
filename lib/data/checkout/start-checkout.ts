import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { applyProviderFacts } from '#lib/data/orders/apply-provider-facts.ts'
import { hasActiveEntitlement } from '#lib/data/orders/has-active-entitlement.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ProviderFacts } from '#lib/domain/provider-facts.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { promotionCodeSchema } from '#lib/schemas/promotion.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { hashLinkToken, makeLinkToken } from '#lib/server/link-token.ts'
import { log } from '#lib/server/log.ts'
import { consumeRateLimit } from '#lib/server/rate-limit.ts'
import { useSecureCookies } from '#lib/server/session-cookie.ts'
import { checkoutLifetimeMs } from '#lib/server/stripe/checkout.ts'
import type { Order } from '#prisma/generated/client.ts'
import { checkoutsOf, freeSessionId, isCryptoOffered, providerOf } from './checkouts.ts'
import { fulfillCheckout } from './fulfill-checkout.ts'
import {
  closeOrder,
  createOrder,
  findOpenOrder,
  freeLimitedCode,
  retryOpeningMs,
  type Wish,
} from './open-orders.ts'
import { termsOf } from './terms-of.ts'

/** Remembers which checkout a guest's browser opened, so that a second press leads to the same one. */
export const guestOrderCookie = 'open-order'

export interface StartedCheckout {
  /** Where the buyer goes: the provider's page, or ours when it is paid already. */
  url: string
  orderId: string
  /** To be set in a guest's browser. */
  cookie: {
    name: string
    value: string
    path: string
    maxAge: number
    httpOnly: true
    sameSite: 'lax'
    secure: boolean
  } | null
}

function cookieFor(orderId: string): NonNullable<StartedCheckout['cookie']> {
  const maxAge = checkoutLifetimeMs / 1000
  const flags = { path: '/', maxAge, httpOnly: true, sameSite: 'lax', secure: useSecureCookies } as const
  return { name: guestOrderCookie, value: orderId, ...flags }
}

/** Whether an open order is what would be sold now: in the way that is asked for, at this price and on these terms. */
async function isStillOffered(order: Order, course: CourseOutline, wish: Wish): Promise<boolean> {
  const { way = 'card', email, promotionCode } = wish
  const used = order.promotionCodeId
    ? await db.promotionCode.findUnique({ where: { id: order.promotionCodeId }, select: { code: true } })
    : null
  const asked = promotionCode ? promotionCodeSchema.parse(promotionCode) : undefined
  return (
    order.provider === providerOf[way] &&
    used?.code === asked &&
    (email === undefined || order.email === email) &&
    order.amountInCents === course.price.amountInCents &&
    order.currency === course.price.currency &&
    isDeepStrictEqual(order.terms, termsOf(course, order.isGift))
  )
}

/** Nothing is left to pay: the order is complete without a provider. */
async function completeFreeOrder(order: Order): Promise<string> {
  const { id: orderId, amountInCents, discountInCents, currency, email } = order
  // Known to its buyer alone, and the same for two presses at once.
  const sessionId = freeSessionId(hashLinkToken(makeLinkToken(`free:${orderId}`)).slice(0, 32))
  const now = new Date()
  const charge = { providerId: orderId, amountInCents: 0, currency, occurredAt: now }
  const price = { amountInCents, discountInCents, currency }
  const facts: ProviderFacts = { checkout: 'PENDING', email, price, charge, refunds: [], disputes: [] }
  await applyProviderFacts({ orderId, sessionId, facts }, now)
  return sessionId
}

/** Where the buyer of an order goes on; null when this order is over, and another is to be made. */
async function continueOrder(order: Order, course: CourseOutline, wish: Wish): Promise<string | null> {
  const sessionId = order.providerSessionId
  const toReturnPage = `/checkout/return?session_id=${sessionId}`
  if (order.status !== 'PENDING' && sessionId) return toReturnPage
  const isOffered = await isStillOffered(order, course, wish)
  const checkouts = checkoutsOf(order)
  if (sessionId) {
    if (!isOffered) await checkouts.close(sessionId)
    const { url } = await checkouts.get(sessionId)
    // One that could not be closed was paid in part: its buyer is told where they stand.
    if (url) return isOffered ? url : toReturnPage
    await fulfillCheckout(sessionId)
    const { status } = await db.order.findUniqueOrThrow({ where: { id: order.id }, select: { status: true } })
    return status === 'EXPIRED' || status === 'FAILED' ? null : toReturnPage
  }
  if (!isOffered || Date.now() - order.createdAt.getTime() > retryOpeningMs) {
    await closeOrder(order)
    return null
  }
  if (order.amountInCents > 0 && order.discountInCents === order.amountInCents) {
    return `/checkout/return?session_id=${await completeFreeOrder(order)}`
  }
  const opened = await checkouts.open(course, order)
  await db.order.updateMany({
    where: { id: order.id, providerSessionId: null },
    data: { providerSessionId: opened.sessionId },
  })
  const current = await db.order.findUniqueOrThrow({ where: { id: order.id } })
  if (current.providerSessionId !== opened.sessionId) {
    // The other of two presses was quicker: nobody may pay on this one.
    await checkouts.close(opened.sessionId)
    return continueOrder(current, course, wish)
  }
  return opened.url ?? `/checkout/return?session_id=${opened.sessionId}`
}

/** Work that needs the provider: what it does not answer is told as that, and kept in the log. */
async function orUnavailable<T>(about: object, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) throw error
    log.error({ err: error, ...about }, 'the checkout could not be opened')
    throw new AppError('payment_unavailable')
  }
}

/**
 * Begins to buy a course: the order stands in our books first, then the provider's checkout is opened for it. Pressing twice
 * leads to the same checkout.
 * @throws already_owned before anything is paid; email_needed; code_unknown, code_over; rate_limited; payment_unavailable when the
 *   provider does not answer
 */
export async function startCheckout(wish: Wish): Promise<StartedCheckout> {
  const course = getCourseOutlineOrThrow(wish.courseSlug)
  if (wish.viewer && !wish.gift && (await hasActiveEntitlement(wish.viewer.userId, course.slug)))
    throw new AppError('already_owned')
  if (wish.way === 'crypto') {
    if (!isCryptoOffered()) throw new AppError('payment_unavailable')
    if (!wish.viewer && !wish.email) throw new AppError('email_needed')
  }
  if (wish.clientNetwork) await consumeRateLimit('checkout-network', wish.clientNetwork)
  if (wish.promotionCode) await orUnavailable({ courseSlug: course.slug }, () => freeLimitedCode(wish))
  for (let attempt = 0; attempt < 4; attempt++) {
    const order = (await findOpenOrder(db, wish)) ?? (await createOrder(wish, course, new Date()))
    if (!order) continue
    const url = await orUnavailable({ orderId: order.id }, () => continueOrder(order, course, wish))
    if (url) return { url, orderId: order.id, cookie: wish.viewer ? null : cookieFor(order.id) }
  }
  throw new AppError('payment_unavailable')
}
