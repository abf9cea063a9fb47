/** Carries out the commands of a history on the real code. */
import { AppError } from '#lib/domain/errors.ts'
import { course } from '#tests/setup/shop.ts'
import { invoiceOf, pullPaymentsOf } from './btcpay.ts'
import { type Command, type Deed, type Event, type Fault, people, type waysToPay } from './commands.ts'
import { live, wasKilled } from './faults.ts'
import type { World } from './world.ts'

/** What our process said was done: it must still be so at the end. */
export type Promised =
  | { what: 'refund'; orderId: string }
  | { what: 'gift'; orderId: string; userId: string | null }
  | { what: 'given'; number: string }

const payments: Record<(typeof waysToPay)[number], Record<string, unknown>> = {
  card: {},
  declined: { card: '4000000000000002' },
  'refund fails': { card: '4000000000005126' },
  'refund waits': { card: '4000000000007726' },
  debit: { method: 'us_bank_account', arrivesLater: true },
  free: { promotionCode: 'FREE100' },
  half: { promotionCode: 'HALF50' },
}

export async function openHistory(world: World) {
  const { control, stripe, sandbox, persons, owner } = world
  const { acceptLatePayment } = await import('#lib/data/orders/accept-late-payment.ts')
  const { changeGift } = await import('#lib/data/gifts/change-gift.ts')
  const { confirmWithdrawal } = await import('#lib/data/withdrawals/confirm-withdrawal.ts')
  const { endGivenAccess, giveAccess } = await import('#lib/data/orders/give-access.ts')
  const { getCheckoutResult } = await import('#lib/data/checkout/get-checkout-result.ts')
  const { reconcile } = await import('#lib/data/books/reconcile.ts')
  const { redeemGift } = await import('#lib/data/gifts/redeem-gift.ts')
  const { refundAsOwner, requestRefund } = await import('#lib/data/refunds/request-refund.ts')
  const { sendWithdrawalLink } = await import('#lib/data/withdrawals/send-withdrawal-link.ts')
  const { startCheckout } = await import('#lib/data/checkout/start-checkout.ts')
  const { unsafeGiftToken } = await import('#lib/data/gifts/gift-link.ts')
  const { toDay } = await import('#lib/domain/gift.ts')
  const { makeLinkToken } = await import('#lib/server/link-token.ts')

  const promised: Promised[] = []
  let gifts = 0

  const nth = <T>(all: T[], index: number): T | undefined => all.toReversed()[index % Math.max(all.length, 1)]

  const orderOf = async (index: number) => nth(await world.orders(), index)

  /** What the provider calls the checkout of one of its orders. */
  async function checkoutOf(provider: 'STRIPE' | 'BTCPAY', index: number): Promise<string | null> {
    const orders = await world.orders()
    const its = orders.filter((order) => order.provider === provider && order.providerSessionId !== null)
    return nth(its, index)?.providerSessionId ?? null
  }
  const sessionOf = (index: number) => checkoutOf('STRIPE', index)
  const nthInvoice = (index: number) => checkoutOf('BTCPAY', index)

  const pullPaymentOf = async (index: number) => nth(await pullPaymentsOf(sandbox), index)

  async function intentOf(index: number): Promise<string | null> {
    const session = await sessionOf(index)
    if (!session) return null
    const { payment_intent } = await stripe.checkout.sessions.retrieve(session)
    return payment_intent === null ? null : String(payment_intent)
  }

  /** What the provider refuses (a second dispute, a refund of nothing) does not happen. */
  const atProvider = (path: string, body: Record<string, unknown> = {}) =>
    control(path, body).catch((error: unknown) => {
      if (!(error instanceof Error) || !error.message.startsWith('{')) throw error
    })

  /** The shop's owner approves and pays what somebody claimed, or calls it off. */
  async function payOut(index: number, isPaid: boolean): Promise<void> {
    const payout = nth(
      (await pullPaymentsOf(sandbox)).flatMap((pull) => pull.payouts),
      index,
    )
    const states = isPaid ? ['AwaitingPayment', 'Completed'] : ['Cancelled']
    for (const state of states) if (payout) await atProvider(`/btcpay/payouts/${payout}`, { state })
  }

  async function happen(event: Event): Promise<void> {
    switch (event.do) {
      case 'pay': {
        const session = await sessionOf(event.order)
        const email = persons[event.as % people]?.email
        if (session) await atProvider('/payments', { session, ...payments[event.how], email })
        return
      }
      case 'expire':
      case 'settle': {
        const session = await sessionOf(event.order)
        const body = event.do === 'settle' ? { status: event.arrives ? 'succeeded' : 'failed' } : {}
        if (session) await atProvider(`/sessions/${session}/${event.do}`, body)
        return
      }
      case 'refund in dashboard': {
        const payment_intent = await intentOf(event.order)
        if (payment_intent)
          await atProvider('/refunds', { payment_intent, ...(event.part && { amount: event.part }) })
        return
      }
      case 'dispute': {
        const payment_intent = await intentOf(event.order)
        if (payment_intent) await atProvider('/disputes', { payment_intent })
        return
      }
      case 'settle refund': {
        const { data } = await stripe.refunds.list({ limit: 100 })
        const refund = nth(data, event.refund)
        const status = event.arrives ? 'succeeded' : 'failed'
        if (refund) await atProvider(`/refunds/${refund.id}`, { status })
        return
      }
      case 'verdict': {
        const { data } = await stripe.disputes.list({ limit: 100 })
        const dispute = nth(data, event.dispute)
        if (dispute) await atProvider(`/disputes/${dispute.id}`, { status: event.won ? 'won' : 'lost' })
        return
      }
      case 'send crypto': {
        const invoice = await nthInvoice(event.order)
        const { amount: send, slowly } = event
        if (invoice) await atProvider(`/btcpay/invoices/${invoice}/send`, { send, slowly })
        return
      }
      case 'end invoice': {
        const invoice = await nthInvoice(event.order)
        if (!invoice) return
        const { status, paidAmount } = await invoiceOf(sandbox, invoice)
        // What its owner says against what BTCPay saw stays a finding, and theirs (ADR 14).
        const isAgainstIt =
          (event.end === 'settle' && paidAmount === 0) || (event.end === 'invalidate' && status === 'Settled')
        if (!isAgainstIt) await atProvider(`/btcpay/invoices/${invoice}/end`, { end: event.end })
        return
      }
      case 'refund in BTCPay': {
        const invoice = await nthInvoice(event.order)
        const body = event.part ? { amount: event.part / 100 } : {}
        if (invoice) await atProvider(`/btcpay/invoices/${invoice}/refund`, body)
        return
      }
      case 'claim': {
        const pull = await pullPaymentOf(event.refund)
        const body = event.part ? { amount: event.part / 100 } : {}
        if (pull) await atProvider(`/btcpay/pull-payments/${pull.id}/claim`, body)
        return event.isPaid ? payOut(0, true) : undefined
      }
      case 'archive refund': {
        const pull = await pullPaymentOf(event.refund)
        if (pull) await atProvider(`/btcpay/pull-payments/${pull.id}/archive`)
        return
      }
      case 'payout':
        return payOut(event.payout, event.isPaid)
      case 'time passes':
        return world.passTime()
      case 'webhooks':
        await control('/webhooks/mode', {
          dropAll: event.mode === 'drop',
          copies: event.mode === 'twice' ? 2 : 1,
          reorder: event.mode === 'newest first',
        })
        return
    }
  }

  async function act(deed: Deed): Promise<void> {
    switch (deed.do) {
      case 'open': {
        const viewer = persons[deed.by] ?? null
        gifts += 1
        const wish = { recipientEmail: `friend-${gifts}@example.com`, fromName: 'Ada', message: '' }
        const gift = deed.gift ? { ...wish, sendOn: toDay(new Date()) } : undefined
        // A guest says where it goes; somebody's address that has an account already, as likely as not.
        const email = viewer ? undefined : persons[gifts % people]?.email
        const { way } = deed
        await startCheckout({ courseSlug: course, viewer, gift, way, ...(way === 'crypto' && { email }) })
        return
      }
      case 'visit': {
        const session = (await orderOf(deed.order))?.providerSessionId
        if (session) await getCheckoutResult(session, null)
        return
      }
      case 'refund': {
        const order = await orderOf(deed.order)
        if (!order?.userId) return
        if (world.naive) return world.naive.requestRefund(order.id)
        await requestRefund(order.userId, order.number)
        promised.push({ what: 'refund', orderId: order.id })
        return
      }
      case 'withdraw': {
        const order = await orderOf(deed.order)
        const email = order?.email
        if (!order || !email) return
        const id = crypto.randomUUID()
        const statement = { order: order.number, email, name: 'Ada', statedAt: new Date().toISOString() }
        await sendWithdrawalLink(statement, { id })
        await confirmWithdrawal(makeLinkToken(`withdrawal:${id}`))
        promised.push({ what: 'refund', orderId: order.id })
        return
      }
      case 'refund by owner': {
        const order = await orderOf(deed.order)
        if (!order) return
        const { endsAccess, part } = deed
        const amountInCents = part || undefined
        await refundAsOwner(owner, { orderId: order.id, amountInCents, endsAccess, reason: 'they asked' })
        promised.push({ what: 'refund', orderId: order.id })
        return
      }
      case 'redeem': {
        const order = await orderOf(deed.order)
        if (!order?.gift) return
        const viewer = persons[deed.by] ?? null
        await redeemGift(unsafeGiftToken(order.id, order.gift.sending), viewer)
        promised.push({ what: 'gift', orderId: order.id, userId: viewer?.userId ?? null })
        return
      }
      case 'mail gift again': {
        const order = await orderOf(deed.order)
        if (order?.gift && order.userId) await changeGift(order.userId, order.number, null)
        return
      }
      case 'give': {
        const email = persons[deed.to]?.email ?? ''
        const number = await giveAccess(owner, { email, courseSlug: course, reason: 'a friend' })
        promised.push({ what: 'given', number })
        return
      }
      case 'take': {
        const order = await orderOf(deed.order)
        if (order) await endGivenAccess(owner, { orderId: order.id, reason: 'a mistake' })
        return
      }
      case 'accept late payment': {
        const order = await orderOf(deed.order)
        if (order) await acceptLatePayment(owner, { orderId: order.id, reason: 'they asked' })
        return
      }
      case 'deliver':
        await control('/webhooks/mode', { paused: false })
        await control('/webhooks/flush')
        await control('/webhooks/mode', { paused: true })
        return
      case 'work':
        return world.work()
      case 'reconcile':
        await reconcile(new Date(Date.now() + 1000), 0)
        return
    }
  }

  /** Runs deeds at once in a process that may die or that the provider fails. What they say is unexpected only when nothing was wrong. */
  async function run(deeds: Deed[], fault: Fault | null): Promise<void> {
    if (fault && 'provider' in fault) {
      await control('/api/faults', { next: fault.calls, kind: fault.provider })
    }
    await live(
      fault && 'crash' in fault ? fault.crash : null,
      fault && 'silence' in fault ? fault.silence : null,
    )
    const ended = await Promise.allSettled(deeds.map(act))
    const isKilled = wasKilled()
    await live(null)
    if (fault && 'provider' in fault) await control('/api/faults', { next: 0, kind: 'server_error' })
    if (fault !== null || isKilled) return
    for (const result of ended) {
      if (result.status === 'rejected' && !(result.reason instanceof AppError)) throw result.reason
    }
  }

  return {
    promised,
    async perform(command: Command): Promise<void> {
      if (command.do === 'process') return run(command.deeds, command.fault)
      return happen(command)
    },
    /** The end of a history: every message that is still on its way is lost, and the reconciler runs once. */
    async reconcileOnce(): Promise<{ failed: number }> {
      await live(null)
      await world.passTime()
      if (world.naive) {
        await act({ do: 'deliver' })
        return { failed: 0 }
      }
      return reconcile(new Date(Date.now() + 1000), 0)
    },
  }
}
