import 'server-only'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { isSameGift, newGift } from '#lib/data/gifts/gift-link.ts'
import { makeOrderNumber } from '#lib/domain/order-number.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import type { GiftWish } from '#lib/schemas/gift.ts'
import { promotionCodeSchema } from '#lib/schemas/promotion.ts'
import { db, type Tx } from '#lib/server/db.ts'
import { type Gift, type Order, Prisma } from '#prisma/generated/client.ts'
import { checkoutsOf, type PaymentWay, providerOf } from './checkouts.ts'
import { fulfillCheckout } from './fulfill-checkout.ts'
import { takePromotionCode } from './promotion-codes.ts'
import { termsOf } from './terms-of.ts'

/** What somebody wants to buy, and how. */
export interface Wish {
  courseSlug: string
  viewer: Pick<Viewer, 'userId' | 'email'> | null
  /** For somebody else. */
  gift?: GiftWish | undefined
  /** By card unless said otherwise. */
  way?: PaymentWay
  /** Where the course (of a gift: its receipt) goes, of a guest who pays in crypto: nobody else asks them. */
  email?: string | undefined
  /** A code of ours, for crypto; by card they are entered at Stripe. */
  promotionCode?: string | undefined
  /** The order that this browser opened as a guest before, from its cookie; anybody may have written it. */
  guestOrderId?: string | undefined
  /** Whose limit this counts for; left out where nobody asks over the network. */
  clientNetwork?: string
}

/** An order that never reached the provider may be tried again this long; Stripe wants a checkout to last half an hour more. */
export const retryOpeningMs = 10 * 60 * 1000

type Buyer = Pick<Wish, 'viewer' | 'guestOrderId'>

/** Orders that this person, or this guest's browser, opened and has not paid; null when it can have none. */
export function openOrdersOf({ viewer, guestOrderId }: Buyer): Prisma.OrderWhereInput | null {
  const status = { in: ['PENDING' as const, 'PROCESSING' as const] }
  if (viewer) return { userId: viewer.userId, status }
  const id = z.uuid().safeParse(guestOrderId)
  return id.success ? { id: id.data, userId: null, status } : null
}

/** Gifts that a code of ours made free just now: pressing again is the same press, not another gift. */
function freeGiftsOf({ viewer, guestOrderId, email }: Wish): Prisma.OrderWhereInput {
  const who = viewer ? { userId: viewer.userId } : { id: guestOrderId ?? '', email: email ?? '' }
  return {
    ...who,
    isGift: true,
    status: 'PAID',
    createdAt: { gt: new Date(Date.now() - retryOpeningMs) },
    discountInCents: { gt: 0, equals: db.order.fields.amountInCents },
  }
}

const isWished = (order: { isGift: boolean; gift: Gift | null }, { gift }: Wish) =>
  order.isGift === (gift !== undefined) && (!gift || isSameGift(order.gift, gift))

/** The order that a press goes on with. Another gift is another order. */
export async function findOpenOrder(tx: Pick<Tx, 'order'>, wish: Wish): Promise<Order | null> {
  const open = openOrdersOf(wish)
  if (!open) return null
  const orders = await tx.order.findMany({
    where: { courseSlug: wish.courseSlug, OR: [open, freeGiftsOf(wish)] },
    orderBy: { createdAt: 'desc' },
    include: { gift: true },
  })
  return orders.find((order) => isWished(order, wish)) ?? null
}

/** @returns null when somebody else was quicker: look again */
export async function createOrder(wish: Wish, course: CourseOutline, now: Date): Promise<Order | null> {
  const { courseSlug, viewer, gift, way = 'card', email = null, promotionCode } = wish
  try {
    return await db.$transaction(async (tx) => {
      if (gift && viewer) {
        // Of what people buy for themselves the database lets one be open; of gifts, the other of two presses is found here.
        await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${viewer.userId}::uuid FOR NO KEY UPDATE`
        const known = await findOpenOrder(tx, wish)
        if (known) return known
      }
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

/** Closes an order that is not wanted any more, unless something was paid on it. */
export async function closeOrder(order: Order): Promise<void> {
  const { id, providerSessionId: sessionId } = order
  if (sessionId) {
    await checkoutsOf(order).close(sessionId)
    await fulfillCheckout(sessionId)
    return
  }
  await db.order.updateMany({
    where: { id, status: 'PENDING', providerSessionId: null },
    data: { status: 'EXPIRED' },
  })
}

/** A code that counts so often only moves along when its giver changes the gift: what is open with it, and unpaid, is closed. */
export async function freeLimitedCode(wish: Wish): Promise<void> {
  const code = promotionCodeSchema.safeParse(wish.promotionCode)
  const open = openOrdersOf(wish)
  if (!open || !code.success) return
  const holding = await db.order.findMany({
    where: { ...open, status: 'PENDING', promotionCode: { code: code.data, maxOrders: { not: null } } },
    include: { gift: true },
  })
  for (const order of holding) if (!isWished(order, wish)) await closeOrder(order)
}
