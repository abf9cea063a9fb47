// Coupons, promotion codes and what they take off a session.
import { invalidRequest } from '../errors.ts'
import type { Coupon, LineItem, PromotionCode, Session } from '../types.ts'
import { nowSeconds, type World } from '../world.ts'
import { emit } from './events.ts'

/** The applied coupon, with the code by which it came, if by one. */
export interface Applied {
  coupon: Coupon
  promotionCode: PromotionCode | null
}

/** Whether a coupon may still be used. */
export function couponIsValid(world: World, coupon: Coupon): boolean {
  const usedUp = coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions
  return !usedUp && (coupon.redeem_by === null || coupon.redeem_by > nowSeconds(world))
}

/** Codes are found whatever their case. Throws a refusal that the buyer can read. */
export function findPromotion(world: World, session: Session, code: string): Applied {
  const wanted = code.trim().toUpperCase()
  const { data } = world.store.list('promotion_code', { where: { active: true } })
  const promotionCode = data.find((one) => one.code.toUpperCase() === wanted)
  if (!promotionCode) throw refusal('This code is invalid.')
  return checkPromotion(world, session, promotionCode)
}

export function checkPromotion(world: World, session: Session, promotionCode: PromotionCode): Applied {
  const coupon = world.store.find('coupon', promotionCode.promotion.coupon)
  const expired = promotionCode.expires_at !== null && promotionCode.expires_at <= nowSeconds(world)
  const { max_redemptions, times_redeemed, restrictions } = promotionCode
  const usedUp = max_redemptions !== null && times_redeemed >= max_redemptions
  if (!promotionCode.active || !coupon || expired || usedUp || !couponIsValid(world, coupon)) {
    throw refusal('This code has expired or was used as often as it may be.')
  }
  if (promotionCode.customer && promotionCode.customer !== session.customer) {
    throw refusal('This code belongs to somebody else.')
  }
  if (restrictions.minimum_amount !== null && session.amount_subtotal < restrictions.minimum_amount) {
    throw refusal('This code asks for a higher total.')
  }
  if (coupon.amount_off !== null && coupon.currency !== session.currency) {
    throw refusal('This code is for another currency.')
  }
  return { coupon, promotionCode }
}

function refusal(message: string) {
  return invalidRequest(message, { code: 'promotion_code_invalid', param: 'promotion_code' })
}

/** Puts the discount (or none) on the session and its items. The caller stores both. */
export function applyDiscount(session: Session, items: LineItem[], applied: Applied | null): void {
  const subtotal = items.reduce((sum, item) => sum + item.amount_subtotal, 0)
  const eligible = items.filter((item) => {
    const only = applied?.coupon.applies_to?.products
    return !only || only.includes(item.price.product)
  })
  const base = eligible.reduce((sum, item) => sum + item.amount_subtotal, 0)
  const discount = applied ? discountOf(applied.coupon, base) : 0
  let left = discount
  for (const item of items) {
    const last = item === eligible.at(-1)
    const fair = base === 0 ? 0 : Math.floor((discount * item.amount_subtotal) / base)
    item.amount_discount = eligible.includes(item) ? (last ? left : fair) : 0
    left -= item.amount_discount
    item.amount_total = item.amount_subtotal - item.amount_discount
  }
  session.amount_subtotal = subtotal
  session.amount_total = subtotal - discount
  session.total_details = { amount_discount: discount, amount_shipping: 0, amount_tax: 0 }
  session.discounts = applied
    ? [
        {
          coupon: applied.promotionCode ? null : applied.coupon.id,
          promotion_code: applied.promotionCode?.id ?? null,
        },
      ]
    : []
}

function discountOf(coupon: Coupon, base: number): number {
  if (coupon.amount_off !== null) return Math.min(coupon.amount_off, base)
  return Math.min(Math.round((base * (coupon.percent_off ?? 0)) / 100), base)
}

/** Counts the use of what was applied, when the session completes. */
export function redeemDiscounts(world: World, session: Session): void {
  for (const discount of session.discounts ?? []) {
    const promotionCode =
      typeof discount.promotion_code === 'string'
        ? world.store.find('promotion_code', discount.promotion_code)
        : undefined
    if (promotionCode) {
      promotionCode.times_redeemed += 1
      if (promotionCode.times_redeemed === promotionCode.max_redemptions) promotionCode.active = false
      world.store.update('promotion_code', promotionCode)
      emit(world, 'promotion_code.updated', promotionCode)
    }
    const couponId = promotionCode?.promotion.coupon ?? discount.coupon
    const coupon = typeof couponId === 'string' ? world.store.find('coupon', couponId) : undefined
    if (coupon) {
      coupon.times_redeemed += 1
      coupon.valid = couponIsValid(world, coupon)
      world.store.update('coupon', coupon)
      emit(world, 'coupon.updated', coupon)
    }
  }
}

/** The promotion code that a session carries now, if any. */
export function findPromotionOf(world: World, session: Session): PromotionCode | null {
  const id = session.discounts?.[0]?.promotion_code
  return (typeof id === 'string' ? world.store.find('promotion_code', id) : undefined) ?? null
}
