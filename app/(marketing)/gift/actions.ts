'use server'

import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { giftLinkCookie } from '#lib/data/gifts/gift-link-cookie.ts'
import { redeemGift } from '#lib/data/gifts/redeem-gift.ts'
import { publicAction } from '#lib/data/site/actions.ts'
import { AppError } from '#lib/domain/errors.ts'
import { asForm } from '#lib/domain/form-fields.ts'
import { giftLinkSchema, redeemGiftSchema } from '#lib/schemas/gift.ts'

export interface RedeemState {
  problem?: string
}

const redeem = publicAction(redeemGiftSchema, async ({ token, for: holder }, { viewer }) => {
  if (holder === 'viewer' && !viewer) throw new AppError('sign_in_required')
  const { courseSlug } = await redeemGift(token, holder === 'viewer' ? viewer : null)
  redirect((holder === 'viewer' ? `/learn/${courseSlug}` : '/gift/redeemed') as Route)
})

/** The press that redeems: opening the link does not. */
export async function redeemGiftAction(_before: RedeemState, input: FormData): Promise<RedeemState> {
  const result = await redeem(asForm(input))
  return result.ok ? {} : { problem: result.message }
}

const signIn = publicAction(giftLinkSchema, async ({ token }) => {
  ;(await cookies()).set(giftLinkCookie(token))
  redirect('/sign-in?returnTo=/gift' as Route)
})

/** Leads to sign in with another address and back to the gift; its secret stays in this browser meanwhile, and goes into no mail. */
export async function signInForGift(input: FormData): Promise<void> {
  const result = await signIn(asForm(input))
  if (!result.ok) redirect('/gift' as Route)
}
