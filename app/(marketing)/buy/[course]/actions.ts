'use server'

import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { publicAction } from '#lib/data/actions.ts'
import { getClientNetwork } from '#lib/data/get-client-network.ts'
import { guestOrderCookie, startCheckout } from '#lib/data/start-checkout.ts'
import type { ErrorCode } from '#lib/domain/errors.ts'
import { buySchema } from '#lib/schemas/checkout.ts'

export interface BuyState {
  problem?: { code: ErrorCode; message: string }
}

const begin = publicAction(buySchema, async ({ courseSlug }, { viewer }) => {
  const jar = await cookies()
  const { url, cookie } = await startCheckout({
    courseSlug,
    viewer,
    guestOrderId: jar.get(guestOrderCookie)?.value,
    clientNetwork: await getClientNetwork(),
  })
  if (cookie) jar.set(cookie)
  redirect(url as Route)
})

/** Opens the checkout and goes there; pressing again goes to the same one. */
export async function buy(_before: BuyState, form: FormData): Promise<BuyState> {
  const result = await begin(form)
  return result.ok ? {} : { problem: { code: result.code, message: result.message } }
}
