'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requestRefund } from '#lib/data/refunds/request-refund.ts'
import { signedInAction } from '#lib/data/site/actions.ts'
import { orderNumberSchema } from '#lib/schemas/checkout.ts'

export interface RefundState {
  problem?: string
}

const confirm = signedInAction(z.object({ order: orderNumberSchema }), async ({ order }, { viewer }) => {
  await requestRefund(viewer.userId, order)
  revalidatePath('/account', 'layout')
  redirect(`/account/purchases/${order}`)
})

/** The buyer confirms the refund of their order. */
export async function confirmRefund(_before: RefundState, form: FormData): Promise<RefundState> {
  const result = await confirm(form)
  return result.ok ? {} : { problem: result.message }
}
