'use server'

import { redirect } from 'next/navigation'
import { makePromotionCode, switchPromotionCode } from '#lib/data/checkout/change-promotion-codes.ts'
import { acceptLatePayment } from '#lib/data/orders/accept-late-payment.ts'
import { refundAsOwner } from '#lib/data/refunds/request-refund.ts'
import { type ActionResult, ownerAction } from '#lib/data/site/actions.ts'
import { latePaymentSchema, type OwnerOutcome } from '#lib/schemas/owner.ts'
import { newPromotionCodeSchema, switchPromotionCodeSchema } from '#lib/schemas/promotion.ts'

/** Back to the page, which says what came of it. */
function answer(result: ActionResult<unknown>, done: OwnerOutcome): never {
  redirect(`/owner/crypto?outcome=${result.ok ? done : result.code}`)
}

const make = ownerAction(newPromotionCodeSchema, (wish, { viewer }) => makePromotionCode(viewer, wish))

export async function makeCodeAction(form: FormData): Promise<void> {
  answer(await make(form), 'code-made')
}

const switchCode = ownerAction(switchPromotionCodeSchema, (wish, { viewer }) =>
  switchPromotionCode(viewer, wish),
)

export async function switchCodeAction(form: FormData): Promise<void> {
  answer(await switchCode(form), 'code-switched')
}

const accept = ownerAction(latePaymentSchema, ({ orderId }, { viewer }) =>
  acceptLatePayment(viewer, { orderId, reason: 'Came in full after its time, accepted' }),
)

export async function acceptLateAction(form: FormData): Promise<void> {
  answer(await accept(form), 'late-accepted')
}

const sendBack = ownerAction(latePaymentSchema, ({ orderId }, { viewer }) =>
  refundAsOwner(viewer, { orderId, reason: 'Came in full after its time, sent back' }),
)

export async function returnLateAction(form: FormData): Promise<void> {
  answer(await sendBack(form), 'late-returned')
}
