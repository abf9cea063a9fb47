import { notFound } from 'next/navigation'
import { getPurchaseOrThrow } from '#lib/data/orders/get-purchase.ts'
import type { Purchase } from '#lib/data/orders/to-purchase.ts'
import { getViewerOrSignIn } from '#lib/data/sign-in/get-viewer-or-sign-in.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { AppError } from '#lib/domain/errors.ts'
import { orderNumberSchema } from '#lib/schemas/checkout.ts'

/** The viewer's purchase of this number; for pages: who is not signed in is led to sign in, other people's do not exist. */
export async function findMyPurchase(asked: string, below = ''): Promise<Purchase> {
  const number = orderNumberSchema.safeParse(asked)
  if (!number.success) {
    noteRefusal('not_found', { page: 'purchase' })
    notFound()
  }
  const viewer = await getViewerOrSignIn(`/account/purchases/${number.data}${below}`)
  try {
    return await getPurchaseOrThrow(viewer.userId, number.data)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
    noteRefusal('not_found', { page: 'purchase', number: number.data, userId: viewer.userId })
    notFound()
  }
}
