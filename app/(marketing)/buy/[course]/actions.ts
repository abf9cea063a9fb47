'use server'

import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { GiftFormState } from '#components/gift/gift-fields.tsx'
import { readTypedGift } from '#components/gift/read-typed-gift.ts'
import { isCryptoOffered } from '#lib/data/checkout/checkouts.ts'
import { guestOrderCookie, startCheckout } from '#lib/data/checkout/start-checkout.ts'
import { giftDraftCookie } from '#lib/data/gifts/gift-draft-cookie.ts'
import { publicAction } from '#lib/data/site/actions.ts'
import { getClientNetwork } from '#lib/data/site/get-client-network.ts'
import { AppError, type ErrorCode } from '#lib/domain/errors.ts'
import { asForm } from '#lib/domain/form-fields.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { buySchema } from '#lib/schemas/checkout.ts'
import { buyGiftSchema, type GiftWish } from '#lib/schemas/gift.ts'

export interface BuyState {
  problem?: { code: ErrorCode; message: string }
}

async function goToCheckout(wish: {
  courseSlug: string
  viewer: Viewer | null
  gift?: GiftWish
}): Promise<never> {
  const jar = await cookies()
  const { url, cookie } = await startCheckout({
    ...wish,
    guestOrderId: jar.get(guestOrderCookie)?.value,
    clientNetwork: await getClientNetwork(),
  })
  if (cookie) jar.set(cookie)
  redirect(url as Route)
}

const begin = publicAction(buySchema, ({ courseSlug }, { viewer }) => goToCheckout({ courseSlug, viewer }))

/** Opens the checkout and goes there; pressing again goes to the same one. */
export async function buy(_before: BuyState, form: FormData): Promise<BuyState> {
  const result = await begin(form)
  return result.ok ? {} : { problem: { code: result.code, message: result.message } }
}

const beginGift = publicAction(buyGiftSchema, async ({ courseSlug, way, ...gift }, { viewer }) => {
  if (way === 'card') return goToCheckout({ courseSlug, viewer, gift })
  if (!isCryptoOffered()) throw new AppError('payment_unavailable')
  const jar = await cookies()
  jar.set(giftDraftCookie(gift))
  redirect(`/buy/${courseSlug}/gift/crypto` as Route)
})

/**
 * Opens the checkout of a gift and goes there, or to the page where it is paid in crypto; pressing again with the same words goes
 * to the same one.
 */
export async function buyGift(_before: GiftFormState, input: FormData): Promise<GiftFormState> {
  const form = asForm(input)
  const typed = readTypedGift(form)
  const result = await beginGift(form)
  if (result.ok) return { typed }
  return result.fields ? { typed, fields: result.fields } : { typed, problem: result.message }
}
