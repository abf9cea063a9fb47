'use server'

import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import { guestOrderCookie, startCheckout } from '#lib/data/checkout/start-checkout.ts'
import { giftDraftCookieName, readGiftDraft } from '#lib/data/gifts/gift-draft-cookie.ts'
import { publicAction } from '#lib/data/site/actions.ts'
import { getClientNetwork } from '#lib/data/site/get-client-network.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { buyInCryptoSchema } from '#lib/schemas/checkout.ts'
import type { GiftWish } from '#lib/schemas/gift.ts'

export interface CryptoState {
  problem?: string
  /** What was typed, so that it stands there again. */
  email?: string | undefined
}

async function goToInvoice(
  { courseSlug, email, code }: z.infer<typeof buyInCryptoSchema>,
  viewer: Viewer | null,
  gift?: GiftWish,
): Promise<never> {
  const jar = await cookies()
  const { url, cookie } = await startCheckout({
    courseSlug,
    viewer,
    gift,
    way: 'crypto',
    ...(viewer ? {} : { email }),
    promotionCode: code,
    guestOrderId: jar.get(guestOrderCookie)?.value,
    clientNetwork: await getClientNetwork(),
  })
  if (cookie) jar.set(cookie)
  redirect(url as Route)
}

const begin = publicAction(buyInCryptoSchema, (wish, { viewer }) => goToInvoice(wish, viewer))

const beginGift = publicAction(buyInCryptoSchema, async (wish, { viewer }) => {
  const gift = readGiftDraft((await cookies()).get(giftDraftCookieName)?.value)
  // It lay for hours, or its day is over: say it again.
  if (!gift) redirect(`/buy/${wish.courseSlug}/gift` as Route)
  return goToInvoice(wish, viewer, gift)
})

async function answer(work: typeof begin, form: FormData): Promise<CryptoState> {
  const result = await work(form)
  if (result.ok) return {}
  return { problem: result.fields?.email ?? result.message, email: textField(form, 'email')?.slice(0, 300) }
}

/** Opens the invoice and goes there; pressing again goes to the same one. */
export async function payWithCrypto(_before: CryptoState, form: FormData): Promise<CryptoState> {
  return answer(begin, asForm(form))
}

/** The same for the gift whose words this browser keeps. */
export async function payGiftWithCrypto(_before: CryptoState, form: FormData): Promise<CryptoState> {
  return answer(beginGift, asForm(form))
}
