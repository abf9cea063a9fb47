'use server'

import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { publicAction } from '#lib/data/actions.ts'
import { getClientNetwork } from '#lib/data/get-client-network.ts'
import { guestOrderCookie, startCheckout } from '#lib/data/start-checkout.ts'
import { buyInCryptoSchema } from '#lib/schemas/checkout.ts'

export interface CryptoState {
  problem?: string
}

const begin = publicAction(buyInCryptoSchema, async ({ courseSlug, email, code }, { viewer }) => {
  const jar = await cookies()
  const { url, cookie } = await startCheckout({
    courseSlug,
    viewer,
    way: 'crypto',
    ...(viewer ? {} : { email }),
    promotionCode: code,
    guestOrderId: jar.get(guestOrderCookie)?.value,
    clientNetwork: await getClientNetwork(),
  })
  if (cookie) jar.set(cookie)
  redirect(url as Route)
})

/** Opens the invoice and goes there; pressing again goes to the same one. */
export async function payWithCrypto(_before: CryptoState, form: FormData): Promise<CryptoState> {
  const result = await begin(form)
  return result.ok ? {} : { problem: result.message }
}
