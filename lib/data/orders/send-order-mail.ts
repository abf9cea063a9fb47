import 'server-only'
import { findShortPayment } from '#lib/data/checkout/short-payment.ts'
import { isGiftWaiting } from '#lib/data/gifts/is-gift-waiting.ts'
import { unsafeCreateSignInLink } from '#lib/data/sign-in/create-sign-in-link.ts'
import { sumLedger } from '#lib/domain/order.ts'
import { findRefundDeadline } from '#lib/domain/refund-policy.ts'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { signInLinkMinutes } from '#lib/server/auth.ts'
import { db } from '#lib/server/db.ts'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { log } from '#lib/server/log.ts'
import { mailSite, sendMail } from '#lib/server/mail.ts'
import { orderMail } from '#lib/server/mails/order-mail.ts'

/**
 * Mails the buyer about an order, as it stands when the mail is sent. A guest who never signed in gets a fresh sign-in link
 * with the receipt: it goes to the mailbox that the account belongs to, so it lets nobody else in.
 */
export const sendOrderMail: JobHandlers['order-mail'] = async ({ orderId, template, refundId }, job) => {
  const order = await db.order.findUnique({
    where: { id: orderId },
    include: {
      payments: true,
      refunds: { orderBy: { attempt: 'desc' } },
      entitlement: true,
      gift: true,
      user: { select: { email: true, name: true, emailVerified: true, deletedAt: true } },
    },
  })
  if (order?.user?.deletedAt) {
    log.info({ job: job.id, orderId, template }, 'an order mail is for somebody who left')
    return
  }
  const email = order?.user?.email ?? order?.email
  if (!order || !email) {
    log.error({ job: job.id, orderId, template }, 'an order mail has nobody to go to')
    return
  }
  const dueInCents = order.amountInCents - order.discountInCents
  const open =
    template === 'payment-short' && order.providerSessionId
      ? await findShortPayment(order.providerSessionId, dueInCents)
      : null
  if (template === 'payment-short' && !open) {
    log.info({ job: job.id, orderId }, 'nothing is missing any more, or the time is over')
    return
  }
  const terms = orderTermsSchema.parse(order.terms)
  const coursePath = `/learn/${order.courseSlug}`
  const { paidInCents, unmatchedInCents } = sumLedger(order.payments)
  const refund = refundId ? order.refunds.find(({ id }) => id === refundId) : order.refunds[0]
  const isNewcomer = order.user?.emailVerified === null
  const mail = orderMail({
    template,
    site: mailSite,
    buyer: { name: order.user?.name ?? null, email },
    order: {
      number: order.number,
      courseTitle: terms.title,
      paidInCents,
      currency: order.currency,
      paidAt: order.paidAt,
      refundDeadline: findRefundDeadline({
        paidAt: order.paidAt,
        refundDays: terms.refundDays,
        redeemedAt: order.gift?.redeemedAt,
      }),
      url: `${mailSite.url}/account/purchases/${order.number}`,
    },
    gift: order.gift,
    refundInCents: refund?.amountInCents ?? null,
    crypto:
      order.provider === 'BTCPAY'
        ? {
            claimUrl: refund?.claimUrl ?? null,
            isUnmatched: refund?.origin === 'UNMATCHED',
            receivedInCents: paidInCents + unmatchedInCents,
            dueInCents,
            open: open && {
              ...open,
              statusUrl: `${mailSite.url}/checkout/return?session_id=${order.providerSessionId}`,
            },
          }
        : null,
    hasAccess: order.entitlement?.revokedAt === null || isGiftWaiting(order),
    courseUrl: `${mailSite.url}${coursePath}`,
    signInLink:
      (template === 'purchase' || template === 'gift-purchase') && isNewcomer
        ? {
            url: await unsafeCreateSignInLink(
              email,
              order.gift ? `/account/purchases/${order.number}` : coursePath,
            ),
            minutes: signInLinkMinutes,
          }
        : null,
  })
  await sendMail(email, mail, job.id)
  await db.orderMail.createMany({ data: [{ id: job.id, orderId, template }], skipDuplicates: true })
}
