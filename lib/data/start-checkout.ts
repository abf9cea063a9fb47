import 'server-only'
import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { AppError } from '#lib/domain/errors.ts'
import { makeOrderNumber } from '#lib/domain/order-number.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import type { GiftWish } from '#lib/schemas/gift.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { log } from '#lib/server/log.ts'
import { consumeRateLimit } from '#lib/server/rate-limit.ts'
import { useSecureCookies } from '#lib/server/session-cookie.ts'
import { checkoutLifetimeMs, closeCheckout, getCheckout, openCheckout } from '#lib/server/stripe/checkout.ts'
import { type Order, Prisma } from '#prisma/generated/client.ts'
import { fulfillCheckout } from './fulfill-checkout.ts'
import { isSameGift, newGift } from './gift-link.ts'
import { hasActiveEntitlement } from './has-active-entitlement.ts'
import { termsOf } from './terms-of.ts'

interface Wish {
  courseSlug: string
  viewer: Pick<Viewer, 'userId' | 'email'> | null
  /** For somebody else. */
  gift?: GiftWish | undefined
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

async function createOrder(
  { courseSlug, viewer, gift }: Wish,
  course: CourseOutline,
  now: Date,
): Promise<Order | null> {
  try {
    return await db.$transaction(async (tx) => {
      const order = await tx.order.create({
        data: {
          number: makeOrderNumber(randomBytes),
          courseSlug,
          userId: viewer?.userId ?? null,
          email: viewer?.email ?? null,
          ...course.price,
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

/** Whether an open order is what would be sold now, at this price and on these terms. */
function isStillOffered(order: Order, course: CourseOutline): boolean {
  return (
    order.amountInCents === course.price.amountInCents &&
    order.currency === course.price.currency &&
    isDeepStrictEqual(order.terms, termsOf(course, order.isGift))
  )
}

/** Where the buyer of an order goes on; null when this order is over, and another is to be made. */
async function continueOrder(order: Order, course: CourseOutline): Promise<string | null> {
  const sessionId = order.providerSessionId
  const toReturnPage = `/checkout/return?session_id=${sessionId}`
  if (order.status === 'PROCESSING' && sessionId) return toReturnPage
  if (sessionId) {
    if (!isStillOffered(order, course)) await closeCheckout(sessionId)
    const { url } = await getCheckout(sessionId)
    if (url) return url
    await fulfillCheckout(sessionId)
    const { status } = await db.order.findUniqueOrThrow({ where: { id: order.id }, select: { status: true } })
    return status === 'EXPIRED' || status === 'FAILED' ? null : toReturnPage
  }
  if (!isStillOffered(order, course) || Date.now() - order.createdAt.getTime() > retryOpeningMs) {
    await db.order.updateMany({
      where: { id: order.id, status: 'PENDING', providerSessionId: null },
      data: { status: 'EXPIRED' },
    })
    return null
  }
  const opened = await openCheckout(course, order)
  await db.order.updateMany({
    where: { id: order.id, providerSessionId: null },
    data: { providerSessionId: opened.sessionId },
  })
  return opened.url ?? `/checkout/return?session_id=${opened.sessionId}`
}

/**
 * Begins to buy a course: the order stands in our books first, then the provider's checkout is opened for it. Pressing twice
 * leads to the same checkout.
 * @throws already_owned before anything is paid; rate_limited; payment_unavailable when the provider does not answer
 */
export async function startCheckout(wish: Wish): Promise<StartedCheckout> {
  const course = getCourseOutlineOrThrow(wish.courseSlug)
  if (wish.viewer && !wish.gift && (await hasActiveEntitlement(wish.viewer.userId, course.slug)))
    throw new AppError('already_owned')
  if (wish.clientNetwork) await consumeRateLimit('checkout-network', wish.clientNetwork)
  for (let attempt = 0; attempt < 4; attempt++) {
    const order = (await findOpenOrder(wish)) ?? (await createOrder(wish, course, new Date()))
    if (!order) continue
    try {
      const url = await continueOrder(order, course)
      if (url) return { url, orderId: order.id, cookie: wish.viewer ? null : cookieFor(order.id) }
    } catch (error) {
      log.error({ err: error, orderId: order.id }, 'the checkout could not be opened')
      throw new AppError('payment_unavailable')
    }
  }
  throw new AppError('payment_unavailable')
}
