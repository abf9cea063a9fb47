import 'server-only'
import { enqueueOwnerMail } from '#lib/data/owner/enqueue-owner-mail.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { claimState, type ProviderRefund, returnedOf, roundingInCents } from '#lib/domain/provider-facts.ts'
import type { Tx } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import type { Refund, RefundStatus } from '#prisma/generated/client.ts'
import { reportRefundFailure } from './report-refund-failure.ts'

const rank: Record<RefundStatus, number> = { REQUESTED: 0, SENT: 1, DONE: 2, FAILED: 3 }
const statusOf = { PENDING: 'SENT', SUCCEEDED: 'DONE', FAILED: 'FAILED' } as const

/**
 * Brings our refunds of an order to what the provider says of its own, those included that were made in its dashboard; the
 * order must be locked, and settled afterwards. News only lead onwards (requested, sent, done, failed), so old news are harmless.
 */
export async function recordRefunds(
  tx: Tx,
  order: { id: string; number: string },
  receivedInCents: number,
  reported: ProviderRefund[],
): Promise<void> {
  const known = await tx.refund.findMany({ where: { orderId: order.id }, orderBy: { attempt: 'asc' } })
  for (const told of oursFirst(reported, known)) {
    const { news, unpaid } = splitUnpaid(told)
    const status = statusOf[news.state]
    const { failureReason, amountInCents } = news
    let refund = await findOurs(tx, known, news, receivedInCents)
    const before = refund && { ...refund }
    if (!refund) {
      refund = await addProviderRefund(tx, order.id, known.length + 1, news)
      known.push(refund)
      if (refund.status !== 'FAILED') await tellOwner(tx, order, refund, beyond(known, receivedInCents))
      await tell(tx, order, refund)
    } else if (rank[status] > rank[refund.status]) {
      const data = { status, failureReason, ...claimOf(news), ...(unpaid && { amountInCents }) }
      await tx.refund.update({ where: { id: refund.id }, data })
      await tell(tx, order, Object.assign(refund, data))
    } else if (unpaid && status === refund.status && amountInCents < refund.amountInCents) {
      await tx.refund.update({ where: { id: refund.id }, data: { amountInCents } })
      Object.assign(refund, { amountInCents })
    } else if (news.claim && status === 'SENT' && news.claim.steps > refund.claimSteps) {
      await tx.refund.update({ where: { id: refund.id }, data: claimOf(news) })
      await tellAboutClaim(tx, order, Object.assign(refund, claimOf(news)))
    }
    const isNews = before?.status !== refund.status || before.amountInCents !== refund.amountInCents
    if (unpaid && isNews) known.push(await addUnpaid(tx, order, refund, known.length + 1, unpaid))
  }
}

/** Those that we sent before those that were made at the provider: what is sent already gives way to nothing. */
function oursFirst(reported: ProviderRefund[], known: Refund[]): ProviderRefund[] {
  const ids = new Set(known.flatMap(({ id, providerRefundId }) => [id, providerRefundId]))
  const isOurs = ({ refundId, providerId }: ProviderRefund) => ids.has(refundId) || ids.has(providerId)
  return [...reported.filter(isOurs), ...reported.filter((news) => !isOurs(news))]
}

interface Unpaid {
  amountInCents: number
  failureReason: string | null
}

/** A refund that ended with a part of it paid out is two: the part that is done, and the rest, which failed. */
function splitUnpaid(told: ProviderRefund): { news: ProviderRefund; unpaid: Unpaid | null } {
  const { unpaidInCents = 0, failureReason } = told
  if (unpaidInCents === 0) return { news: told, unpaid: null }
  return {
    news: { ...told, amountInCents: returnedOf(told), failureReason: null },
    unpaid: { amountInCents: unpaidInCents, failureReason },
  }
}

/** The rest is in the owner's hands, as every refund that failed. */
async function addUnpaid(
  tx: Tx,
  order: { id: string; number: string },
  { origin, currency }: Refund,
  attempt: number,
  unpaid: Unpaid,
): Promise<Refund> {
  const data = { orderId: order.id, attempt, origin, currency, status: 'FAILED', ...unpaid } as const
  const rest = await tx.refund.create({ data })
  await reportRefundFailure(tx, order, rest)
  return rest
}

/** Which refund of ours this one of the provider is; undefined when it was made there. */
async function findOurs(
  tx: Tx,
  known: Refund[],
  news: ProviderRefund,
  receivedInCents: number,
): Promise<Refund | undefined> {
  const { providerId: providerRefundId, amountInCents } = news
  const same = known.find((refund) => refund.providerRefundId === providerRefundId)
  if (same) return same
  const unsent = known.filter((refund) => refund.status === 'REQUESTED' && refund.providerRefundId === null)
  const sent =
    unsent.find((refund) => refund.id === news.refundId) ??
    (news.state === 'FAILED' ? undefined : await giveWay(tx, known, unsent, news, receivedInCents))
  if (!sent) return undefined
  await tx.refund.update({ where: { id: sent.id }, data: { providerRefundId, amountInCents } })
  return Object.assign(sent, { providerRefundId, amountInCents })
}

/**
 * Somebody was quicker in the provider's dashboard: of what waits to be sent, the last that was asked for first, so much is given up
 * that no more goes back than came in.
 * @returns the refund for which nothing is left, so that the one from the dashboard stands in its place
 */
async function giveWay(
  tx: Tx,
  known: Refund[],
  unsent: Refund[],
  news: ProviderRefund,
  receivedInCents: number,
): Promise<Refund | undefined> {
  const alive = known.filter(({ status }) => status !== 'FAILED')
  let beyond = alive.reduce((sum, refund) => sum + refund.amountInCents, news.amountInCents - receivedInCents)
  let replaced: Refund | undefined
  for (const waiting of unsent.toReversed()) {
    if (beyond <= 0) break
    const amountInCents = Math.max(waiting.amountInCents - beyond, 0)
    beyond -= waiting.amountInCents - amountInCents
    // What bought nothing is not replaced by what returns the price along with it: that ends access.
    const isAlike = waiting.origin !== 'UNMATCHED' || news.amountInCents <= waiting.amountInCents
    if (amountInCents === 0 && !replaced && isAlike) {
      replaced = waiting
      continue
    }
    const change =
      amountInCents > 0
        ? { amountInCents }
        : { status: 'FAILED' as const, failureReason: 'returned at the provider instead' }
    await tx.refund.update({ where: { id: waiting.id }, data: change })
    Object.assign(waiting, change)
  }
  return replaced
}

function addProviderRefund(tx: Tx, orderId: string, attempt: number, news: ProviderRefund): Promise<Refund> {
  const { providerId: providerRefundId, amountInCents, currency, failureReason } = news
  const status = statusOf[news.state]
  const data = {
    orderId,
    attempt,
    origin: 'PROVIDER',
    status,
    amountInCents,
    currency,
    providerRefundId,
  } as const
  return tx.refund.create({
    data: { ...data, ...claimOf(news), failureReason, requestedAt: news.occurredAt },
  })
}

function claimOf({ claim }: ProviderRefund) {
  return claim ? { claimUrl: claim.url, claimSteps: claim.steps } : {}
}

/** The buyer named an address, or what they named could not be paid to. */
async function tellAboutClaim(tx: Tx, order: { id: string; number: string }, refund: Refund): Promise<void> {
  const state = claimState(refund.claimSteps)
  if (state === 'CANCELLED') {
    await enqueue(tx, 'order-mail', {
      orderId: order.id,
      refundId: refund.id,
      template: 'refund-claim-again',
    })
  } else if (state === 'CLAIMED') {
    await enqueueOwnerMail(tx, {
      order,
      subject: `Pay out the refund of order ${order.number}`,
      text: `The buyer of order ${order.number} has named the address for their refund. Approve the payout in BTCPay Server and send it: until then the money is not on its way.`,
    })
  }
}

/** Of a refund that was made at the provider: its owner may have more hands than one. */
async function tellOwner(
  tx: Tx,
  order: { number: string },
  refund: Refund,
  beyondInCents: number,
): Promise<void> {
  const money = (amountInCents: number) => formatMoney(amountInCents, refund.currency)
  const tooMuch = `Together with what was asked for before that is ${money(beyondInCents)} more than this order was paid: cancel one of the refunds there.`
  await enqueueOwnerMail(tx, {
    order,
    subject: `Refund of order ${order.number}`,
    text: `A refund of ${money(refund.amountInCents)} was made at the payment provider.${beyondInCents > roundingInCents ? ` ${tooMuch}` : ''}`,
  })
}

/** By how much all that goes back is more than came in: who refunds at the provider may do so twice. */
function beyond(refunds: Refund[], receivedInCents: number): number {
  const alive = refunds.filter(({ status }) => status !== 'FAILED')
  return alive.reduce((sum, { amountInCents }) => sum + amountInCents, -receivedInCents)
}

async function tell(tx: Tx, order: { id: string; number: string }, refund: Refund): Promise<void> {
  if (refund.status === 'FAILED') {
    await reportRefundFailure(tx, order, refund)
  } else if (refund.claimUrl && refund.status === 'SENT') {
    await enqueue(tx, 'order-mail', { orderId: order.id, refundId: refund.id, template: 'refund-claim' })
    if (refund.claimSteps > 0) await tellAboutClaim(tx, order, refund)
  } else if (refund.origin !== 'DUPLICATE' || refund.claimUrl) {
    // Of a double payment by card its buyer was told everything at once.
    const template = refund.status === 'DONE' ? 'refund-done' : 'refund-sent'
    await enqueue(tx, 'order-mail', { orderId: order.id, refundId: refund.id, template })
  }
}
