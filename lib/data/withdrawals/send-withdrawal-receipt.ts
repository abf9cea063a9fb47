import 'server-only'
import { sumLedger } from '#lib/domain/order.ts'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { db } from '#lib/server/db.ts'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { mailSite, sendMail } from '#lib/server/mail.ts'
import { withdrawalReceiptMail } from '#lib/server/mails/withdrawal-mail.ts'

/** Mails the receipt of a confirmed withdrawal: its words, and when it came. */
export const sendWithdrawalReceipt: JobHandlers['withdrawal-receipt'] = async ({ withdrawalId }, job) => {
  const withdrawal = await db.withdrawal.findUniqueOrThrow({
    where: { id: withdrawalId },
    include: { order: { include: { payments: true } } },
  })
  const { order, name, email, statedAt, confirmedAt } = withdrawal
  if (!confirmedAt) throw new Error(`The withdrawal ${withdrawalId} is not confirmed.`)
  const mail = withdrawalReceiptMail({
    site: mailSite,
    number: order.number,
    courseTitle: orderTermsSchema.parse(order.terms).title,
    name,
    email,
    paidInCents: sumLedger(order.payments).paidInCents,
    currency: order.currency,
    paidAt: order.paidAt,
    statedAt,
    confirmedAt,
  })
  await sendMail(email, mail, job.id)
}
