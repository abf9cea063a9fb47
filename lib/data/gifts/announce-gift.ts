import 'server-only'
import type { Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import type { Gift } from '#prisma/generated/client.ts'

/** A gift was paid, as part of the transaction that learned it: its giver gets the receipt, and its link is mailed on the chosen day. */
export async function announceGift(tx: Tx, gift: Gift): Promise<void> {
  const { orderId } = gift
  await enqueue(tx, 'order-mail', { orderId, template: 'gift-purchase' })
  await sendGiftOn(tx, gift)
}

/** Has the newest link of a gift mailed at its moment. */
export async function sendGiftOn(
  tx: Tx,
  { orderId, sending, sendAt }: Pick<Gift, 'orderId' | 'sending' | 'sendAt'>,
): Promise<void> {
  await enqueue(tx, 'gift-link', { orderId, sending }, { startAfter: sendAt })
}
