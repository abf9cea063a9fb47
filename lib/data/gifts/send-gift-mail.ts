import 'server-only'
import { unsafeCreateSignInLink } from '#lib/data/sign-in/create-sign-in-link.ts'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { signInLinkMinutes } from '#lib/server/auth.ts'
import { db } from '#lib/server/db.ts'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { mailSite, sendMail } from '#lib/server/mail.ts'
import { giftHolderMail } from '#lib/server/mails/gift-mail.ts'

/**
 * Mails who redeemed a gift. Who never signed in gets a fresh sign-in link with it: it goes to the mailbox that the account belongs
 * to, so it lets nobody else in.
 */
export const sendGiftMail: JobHandlers['gift-mail'] = async ({ orderId, template }, job) => {
  const order = await db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { gift: { include: { redeemedBy: true } } },
  })
  const holder = order.gift?.redeemedBy
  if (!order.gift || !holder) throw new Error(`Nobody has redeemed the gift ${orderId}.`)
  const coursePath = `/learn/${order.courseSlug}`
  const isNewcomer = template === 'redeemed' && holder.emailVerified === null
  const mail = giftHolderMail({
    template,
    site: mailSite,
    courseTitle: orderTermsSchema.parse(order.terms).title,
    fromName: order.gift.fromName,
    email: holder.email,
    courseUrl: `${mailSite.url}${coursePath}`,
    signInLink: isNewcomer
      ? { url: await unsafeCreateSignInLink(holder.email, coursePath), minutes: signInLinkMinutes }
      : null,
  })
  await sendMail(holder.email, mail, job.id)
}
