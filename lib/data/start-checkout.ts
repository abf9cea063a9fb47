import 'server-only'
import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { AppError } from '#lib/domain/errors.ts'
import { makeOrderNumber } from '#lib/domain/order-number.ts'
import type { ProviderFacts } from '#lib/domain/provider-facts.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import type { GiftWish } from '#lib/schemas/gift.ts'
import { promotionCodeSchema } from '#lib/schemas/promotion.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import { consumeRateLimit } from '#lib/server/rate-limit.ts'
import { useSecureCookies } from '#lib/server/session-cookie.ts'
import { checkoutLifetimeMs } from '#lib/server/stripe/checkout.ts'
import { type Order, Prisma } from '#prisma/generated/client.ts'
import { applyProviderFacts } from './apply-provider-facts.ts'
import { checkoutsOf, freeSessionId, isCryptoOffered, type PaymentWay, providerOf } from './checkouts.ts'
import { fulfillCheckout } from './fulfill-checkout.ts'
import { isSameGift, newGift } from './gift-link.ts'
import { hasActiveEntitlement } from './has-active-entitlement.ts'
import { takePromotionCode } from './promotion-codes.ts'
import { termsOf } from './terms-of.ts'

interface Wish {
  courseSlug: string
  viewer: Pick<Viewer, 'userId' | 'email'> | null
  /** For somebody else. */
  gift?: GiftWish | undefined
  /** By card unless said otherwise. */
  way?: PaymentWay
  /** Where the course goes, of a guest who pays in crypto: nobody else asks them. */
  email?: string | undefined
  /** A code of ours, for crypto; by card they are entered at Stripe. */
  promotionCode?: string | undefined
  /** The order that this browser opened as a guest before, from its cookie; anybody may have written it. */
  guestOrderId?: string | undefined
  /** Whose limit this counts for; left out where nobody asks over the network. */
  clientNetwork?: string
}

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

/** An order that never reached the provider may be tried again this long; Stripe wants a checkout to last half an hour more. */
const retryOpeningMs = 10 * 60 * 1000

async function findOpenOrder(wish: Wish): Promise<Order | null> {
  const { courseSlug, viewer, guestOrderId, gift } = wish
  const isGift = gift !== undefined
  const order = viewer
    ? await db.order.findFirst({
        where: { userId: viewer.userId, courseSlug, isGift, status: { in: ['PENDING', 'PROCESSING'] } },
        orderBy: { createdAt: 'desc' },
        include: { gift: true },
      })
    : z.uuid().safeParse(guestOrderId).success
      ? await db.order.findFirst({
          where: { id: String(guestOrderId), userId: null, courseSlug, isGift, status: 'PENDING' },
          include: { gift: true },
        })
      : null
  // Another gift is another order.
  return order && gift && !isSameGift(order.gift, gift) ? null : order
}

async function createOrder(wish: Wish, course: CourseOutline, now: Date): Promise<Order | null> {
  const { courseSlug, viewer, gift, way = 'card', email = null, promotionCode } = wish
  try {
    return await db.$transaction(async (tx) => {
      const applied = promotionCode ? await takePromotionCode(tx, promotionCode, course.price) : null
      const order = await tx.order.create({
        data: {
          number: makeOrderNumber(randomBytes),
          courseSlug,
          userId: viewer?.userId ?? null,
          email: viewer?.email ?? email,
          ...course.price,
          provider: providerOf[way],
          ...(applied && {
            promotionCodeId: applied.promotionCodeId,
            discountInCents: applied.discountInCents,
          }),
          isGift: gift !== undefined,
          terms: termsOf(course, gift !== undefined),
        },
      })
      if (gift) await tx.gift.create({ data: newGift(order.id, gift, now) })
      return order
    })
  } catch (error) {
    // The other of two presses was quicker (or, once in a long while, the number is taken): look again.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return null
    throw error
  }
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
  const sessionId = order.providerSessionId ?? freeSessionId(randomBytes(16).toString('hex'))
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
  if (order.status === 'PROCESSING' && sessionId) return toReturnPage
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
    await db.order.updateMany({
      where: { id: order.id, status: 'PENDING', providerSessionId: null },
      data: { status: 'EXPIRED' },
    })
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
  return opened.url ?? `/checkout/return?session_id=${opened.sessionId}`
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
  for (let attempt = 0; attempt < 4; attempt++) {
    const order = (await findOpenOrder(wish)) ?? (await createOrder(wish, course, new Date()))
    if (!order) continue
    try {
      const url = await continueOrder(order, course, wish)
      if (url) return { url, orderId: order.id, cookie: wish.viewer ? null : cookieFor(order.id) }
    } catch (error) {
      if (error instanceof AppError) throw error
      log.error({ err: error, orderId: order.id }, 'the checkout could not be opened')
      throw new AppError('payment_unavailable')
    }
  }
  throw new AppError('payment_unavailable')
}
