import 'server-only'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { db } from '#lib/server/db.ts'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { log } from '#lib/server/log.ts'
import { mailSite, sendMail } from '#lib/server/mail.ts'
import { giftLinkMail } from '#lib/server/mails/gift-mail.ts'
import { unsafeGiftToken } from './gift-link.ts'
import { isGiftWaiting } from './is-gift-waiting.ts'

/** Mails the link of a gift, unless a newer one was made since, it was mailed, or the gift is redeemed or taken back. */
export const sendGiftLink: JobHandlers['gift-link'] = async ({ orderId, sending }, job) => {
  const gift = await db.gift.findUniqueOrThrow({
    where: { orderId },
    include: { order: { include: { payments: true, refunds: true, entitlement: true } } },
  })
  const { order, recipientEmail, fromName, message } = gift
  if (gift.sending !== sending || gift.sentAt || !isGiftWaiting({ ...order, gift })) {
    log.info({ job: job.id, orderId, sending }, 'a gift is not mailed any more')
    return
  }
  const token = unsafeGiftToken(orderId, sending)
  const mail = giftLinkMail({
    site: mailSite,
    courseTitle: orderTermsSchema.parse(order.terms).title,
    fromName,
    message,
    url: `${mailSite.url}/gift?${new URLSearchParams({ token })}`,
  })
  await sendMail(recipientEmail, mail, job.id)
  await db.gift.updateMany({ where: { orderId, sending }, data: { sentAt: new Date() } })
}
