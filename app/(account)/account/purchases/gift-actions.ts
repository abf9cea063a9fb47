'use server'

import type { Route } from 'next'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { GiftFormState } from '#components/gift/gift-fields.tsx'
import { readTypedGift } from '#components/gift/read-typed-gift.ts'
import { changeGift } from '#lib/data/gifts/change-gift.ts'
import { signedInAction } from '#lib/data/site/actions.ts'
import { asForm } from '#lib/domain/form-fields.ts'
import { changeGiftSchema, resendGiftSchema } from '#lib/schemas/gift.ts'

const change = signedInAction(changeGiftSchema, async ({ order, ...wish }, { viewer }) => {
  await changeGift(viewer.userId, order, wish)
  revalidatePath('/account', 'layout')
  redirect(`/account/purchases/${order}` as Route)
})

/** The giver changes a gift that nobody has redeemed; its link is mailed anew. */
export async function saveGift(_before: GiftFormState, input: FormData): Promise<GiftFormState> {
  const form = asForm(input)
  const typed = readTypedGift(form)
  const result = await change(form)
  if (result.ok) return { typed }
  return result.fields ? { typed, fields: result.fields } : { typed, problem: result.message }
}

export interface ResendState {
  problem?: string
  isDone?: boolean
}

const resend = signedInAction(resendGiftSchema, async ({ order }, { viewer }) => {
  await changeGift(viewer.userId, order, null)
  revalidatePath('/account', 'layout')
})

/** The giver has the link of a gift mailed at once. */
export async function resendGift(_before: ResendState, input: FormData): Promise<ResendState> {
  const result = await resend(asForm(input))
  return result.ok ? { isDone: true } : { problem: result.message }
}
