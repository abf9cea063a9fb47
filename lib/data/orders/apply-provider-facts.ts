import 'server-only'
import { enqueueOwnerMail } from '#lib/data/owner/enqueue-owner-mail.ts'
import { recordRefunds } from '#lib/data/refunds/record-refunds.ts'
import { sumLedger } from '#lib/domain/order.ts'
import {
  findMismatch,
  type ProviderBilling,
  type ProviderFacts,
  returnedOf,
  toLedger,
} from '#lib/domain/provider-facts.ts'
import { emailSchema } from '#lib/schemas/email.ts'
import type { Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import type { Order, PaymentKind } from '#prisma/generated/client.ts'
import { reportProblem } from './report-problem.ts'
import { type Settled, settleOrder } from './settle-order.ts'
import { withLockedOrder } from './with-locked-order.ts'

interface Reported {
  orderId: string
  sessionId: string
  facts: ProviderFacts
}

/**
 * Records what a provider says about an order, and settles the order by it: all of it or nothing, in one transaction. However
 * often, late, mixed up or at once it is called, the end is the same.
 * @returns the outcome in words: "granted", "already granted", "ignored: unpaid", "refused: …"
 */
export async function applyProviderFacts(
  { orderId, sessionId, facts }: Reported,
  now: Date,
): Promise<string> {
  return withLockedOrder(orderId, async (tx) => {
    const order = await tx.order.findUniqueOrThrow({ where: { id: orderId } })
    const isOther = order.providerSessionId !== null && order.providerSessionId !== sessionId
    if (isOther && !facts.charge) return 'ignored: another checkout belongs to this order'
    const mismatch = isOther
      ? `the checkout ${sessionId} names this order, which belongs to another checkout`
      : findMismatch(facts, order)
    if (mismatch && facts.charge) {
      if (isReturnedThere(facts)) {
        await tx.order.update({ where: { id: orderId }, data: { problem: null } })
        return `refused, and returned at the provider: ${mismatch}`
      }
      await reportProblem(tx, order, mismatch)
      return `refused: ${mismatch}`
    }
    const fresh = await appendToLedger(tx, order, facts, now)
    if (order.providerSessionId === null) {
      await tx.order.update({ where: { id: orderId }, data: { providerSessionId: sessionId } })
    }
    if (facts.charge && facts.billing) await keepBilling(tx, order, facts.billing)
    const hasEnded = facts.charge || facts.checkout === 'EXPIRED' || facts.checkout === 'FAILED'
    const hasMoney = facts.charge || facts.deposits?.length
    if (hasEnded && hasMoney && order.userId === null) await attachBuyer(tx, order, facts)
    const { paidInCents, unmatchedInCents } = sumLedger(await tx.payment.findMany({ where: { orderId } }))
    await recordRefunds(tx, order, paidInCents + unmatchedInCents, facts.refunds)
    const settled = await settleOrder(tx, orderId, facts.checkout)
    await tellAboutDisputes(tx, order, fresh, settled)
    return sayOutcome(settled)
  })
}

/** Whether the provider has given back all that it took: what a person does about a payment that we refused. */
function isReturnedThere({ charge, refunds }: ProviderFacts): boolean {
  const returned = refunds.reduce((sum, refund) => sum + returnedOf(refund), 0)
  return charge !== null && returned >= charge.amountInCents
}

/** Appends what is new, and says which kinds that was. */
async function appendToLedger(
  tx: Tx,
  order: Order,
  facts: ProviderFacts,
  now: Date,
): Promise<Set<PaymentKind>> {
  const { id: orderId, provider } = order
  const data = toLedger(facts, now).map((line) => ({ ...line, orderId, provider }))
  const added = await tx.payment.createManyAndReturn({ data, skipDuplicates: true, select: { kind: true } })
  return new Set(added.map(({ kind }) => kind))
}

/** Keeps what the tax office asks for: which invoice, how much tax, which country. The rest of the bill stays at the provider. */
async function keepBilling(tx: Tx, order: Order, { invoiceId, taxInCents, country }: ProviderBilling) {
  const news = {
    invoiceId: invoiceId ?? order.invoiceId,
    taxInCents: taxInCents ?? order.taxInCents,
    country: country ?? order.country,
  }
  const isNew =
    news.invoiceId !== order.invoiceId ||
    news.taxInCents !== order.taxInCents ||
    news.country !== order.country
  if (isNew) await tx.order.update({ where: { id: order.id }, data: news })
}

/**
 * Gives a guest's order to the account of the address that they paid with, made when missing. It signs nobody in: whoever
 * reads that mailbox gets the course. An address that we cannot write to gives no access: a person must look.
 */
async function attachBuyer(tx: Tx, order: Order, facts: ProviderFacts): Promise<void> {
  const parsed = emailSchema.safeParse(facts.email)
  if (!parsed.success) {
    await reportProblem(
      tx,
      order,
      'paid by a guest whose e-mail address cannot be used; the provider knows who it was',
    )
    return
  }
  const email = parsed.data
  // Two guests may come with one new address at the same moment, and neither may fail.
  await tx.user.createMany({ data: [{ email }], skipDuplicates: true })
  const user = await tx.user.findUniqueOrThrow({ where: { email }, select: { id: true } })
  // With its status, so that it never counts as a second open order of that person.
  await tx.order.update({
    where: { id: order.id },
    data: { userId: user.id, email, status: facts.charge ? 'PAID' : facts.checkout },
  })
}

async function tellAboutDisputes(
  tx: Tx,
  order: Order,
  fresh: Set<PaymentKind>,
  settled: Settled,
): Promise<void> {
  const news = (['DISPUTE', 'DISPUTE_WON', 'DISPUTE_LOST'] as const).filter((kind) => fresh.has(kind)).at(-1)
  if (!news) return
  const said = {
    DISPUTE: 'The buyer’s bank asks for this payment back. Access is suspended; answer it in Stripe in time',
    DISPUTE_WON: `The dispute was decided for you. ${settled.access === 'restored' ? 'Access is open again' : 'Access stays closed: the purchase was ended for another reason'}`,
    DISPUTE_LOST: 'The dispute was decided for the buyer. Access has ended',
  }[news]
  await enqueueOwnerMail(tx, { order, subject: `Dispute of order ${order.number}`, text: `${said}.` })
  // Who holds a gift is told when it closes or opens; its giver went to the bank themselves.
  if (order.isGift) return
  if (settled.access === 'ended' && news === 'DISPUTE') {
    await enqueue(tx, 'order-mail', { orderId: order.id, template: 'access-suspended' })
  }
  if (settled.access === 'restored' && news === 'DISPUTE_WON') {
    await enqueue(tx, 'order-mail', { orderId: order.id, template: 'access-restored' })
  }
}

function sayOutcome({ status, access, reason }: Settled): string {
  if (status === 'PENDING') return 'ignored: unpaid'
  if (status === 'PROCESSING') return 'waiting: the payment is on its way'
  if (status === 'EXPIRED') return 'expired: nothing was paid'
  if (status === 'FAILED') return 'failed: the payment did not arrive'
  if (reason === 'DUPLICATE') return 'held already: refunded by itself'
  if (reason === 'UNREDEEMED') return 'paid: the gift waits to be redeemed'
  const because = reason ? `: ${reason.toLowerCase().replace('_', ' ')}` : ''
  if (access === 'ended') return `access ended${because}`
  if (access !== 'not open') return access
  return reason ? `access stays closed${because}` : 'paid, but nobody to give access to: the owner is told'
}
