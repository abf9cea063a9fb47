import 'server-only'
import { orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { db } from '#lib/server/db.ts'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { hashLinkToken, makeLinkToken } from '#lib/server/link-token.ts'
import { log } from '#lib/server/log.ts'
import { mailSite, sendMail } from '#lib/server/mail.ts'
import { withdrawalLinkMail, withdrawalMissMail } from '#lib/server/mails/withdrawal-mail.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** How long the link that confirms a withdrawal works. The deadline is kept by the statement, not by the link. */
const withdrawalLinkHours = 24

/** What somebody bought with this address: by their account, or as the guest that they were. */
const boughtBy = (email: string): Prisma.OrderWhereInput => ({
  status: { notIn: ['PENDING', 'EXPIRED', 'FAILED'] },
  OR: [{ email }, { user: { email } }],
})

/**
 * Mails the link that confirms a withdrawal to who bought that order. Who has bought, but not that order, is told so with the numbers
 * of theirs; to other addresses goes no mail.
 */
export const sendWithdrawalLink: JobHandlers['withdrawal-mail'] = async (statement, job) => {
  const { email, name } = statement
  const orders = await db.order.findMany({
    where: boughtBy(email),
    orderBy: { createdAt: 'desc' },
    take: 50,
    select: { id: true, number: true, terms: true },
  })
  const order = orders.find(({ number }) => number === statement.order)
  if (!order) {
    log.info({ job: job.id, hasOthers: orders.length > 0 }, 'a withdrawal fits no order')
    if (orders.length === 0) return
    const numbers = orders.map(({ number }) => number)
    await sendMail(email, withdrawalMissMail({ site: mailSite, asked: statement.order, numbers }), job.id)
    return
  }
  const token = makeLinkToken(`withdrawal:${job.id}`)
  const statedAt = new Date(statement.statedAt)
  const now = new Date()
  await db.withdrawal.deleteMany({ where: { confirmedAt: null, expiresAt: { lt: now } } })
  await db.withdrawal.createMany({
    data: [
      {
        orderId: order.id,
        tokenHash: hashLinkToken(token),
        name,
        email,
        statedAt,
        expiresAt: new Date(now.getTime() + withdrawalLinkHours * 60 * 60 * 1000),
      },
    ],
    // A second try of this job: the same link.
    skipDuplicates: true,
  })
  const mail = withdrawalLinkMail({
    site: mailSite,
    number: order.number,
    courseTitle: orderTermsSchema.parse(order.terms).title,
    statedAt,
    hours: withdrawalLinkHours,
    url: `${mailSite.url}/withdraw/confirm?${new URLSearchParams({ token })}`,
  })
  await sendMail(email, mail, job.id)
}
