/**
 * How shops are often written: the message is believed, noted as seen before its work is done, and each effect is written when it comes,
 * after a look whether it is there. The same harness must find it out; if it does not, the harness proves nothing.
 */
import type { Shop } from '#tests/setup/shop.ts'

interface Message {
  id: string
  type: string
  data: { object: Record<string, unknown> & { id: string } }
}

export type NaiveShop = ReturnType<typeof openNaiveShop>

export function openNaiveShop({ db, stripe }: Shop) {
  async function sessionOf(intent: unknown): Promise<string | null> {
    const { data } = await stripe.checkout.sessions.list({ payment_intent: String(intent), limit: 1 })
    return data[0]?.id ?? null
  }

  async function note(orderId: string, kind: 'CHARGE' | 'REFUND' | 'DISPUTE', id: string, amount: number) {
    const line = { orderId, kind, providerId: id, amountInCents: amount, currency: 'usd' } as const
    const known = await db.payment.count({ where: { providerId: id, kind } })
    if (known === 0)
      await db.payment.create({ data: { ...line, provider: 'STRIPE', occurredAt: new Date() } })
  }

  async function keep(orderId: string, providerRefundId: string, amountInCents: number) {
    const attempt = (await db.refund.count({ where: { orderId } })) + 1
    const refund = { orderId, attempt, providerRefundId, amountInCents, currency: 'usd' }
    await db.refund.create({ data: { ...refund, origin: 'LEARNER', status: 'DONE' } })
  }

  async function close(orderId: string, revokedReason: 'REFUNDED' | 'DISPUTED') {
    await db.entitlement.updateMany({ where: { orderId }, data: { revokedAt: new Date(), revokedReason } })
    const held = await db.entitlement.findUnique({ where: { orderId } })
    const data = { revokedAt: new Date(), revokedReason }
    if (held) await db.certificate.updateMany({ where: { userId: held.userId }, data })
  }

  async function handle({ type, data: { object } }: Message): Promise<void> {
    const session = type.startsWith('checkout.') ? object.id : await sessionOf(object.payment_intent)
    const order = session && (await db.order.findUnique({ where: { providerSessionId: session } }))
    if (!order) return
    const { id: orderId, userId, courseSlug } = order
    if (type === 'checkout.session.completed' && object.payment_status !== 'unpaid') {
      await note(orderId, 'CHARGE', String(object.payment_intent ?? object.id), Number(object.amount_total))
      await db.order.update({ where: { id: orderId }, data: { status: 'PAID', paidAt: new Date() } })
      const known = await db.entitlement.count({ where: { orderId } })
      const valid = { revokedAt: null, revokedReason: null }
      if (userId) await db.certificate.updateMany({ where: { userId }, data: valid })
      if (known === 0 && userId && !order.isGift)
        await db.entitlement.create({ data: { userId, courseSlug, orderId } })
    }
    if (type === 'refund.created') {
      await note(orderId, 'REFUND', object.id, Number(object.amount))
      const known = await db.refund.count({ where: { providerRefundId: object.id } })
      if (known === 0) await keep(orderId, object.id, Number(object.amount))
      await db.order.update({ where: { id: orderId }, data: { status: 'REFUNDED' } })
      await close(orderId, 'REFUNDED')
    }
    if (type === 'charge.dispute.created') {
      await note(orderId, 'DISPUTE', object.id, Number(object.amount))
      await close(orderId, 'DISPUTED')
    }
  }

  return {
    async receive(request: Request): Promise<Response> {
      const event: Message = JSON.parse(await request.text())
      const key = { provider: 'STRIPE', eventId: event.id } as const
      try {
        if (!(await db.providerEvent.findUnique({ where: { provider_eventId: key } }))) {
          await db.providerEvent.create({ data: { ...key, type: event.type, handledAt: new Date() } })
          await handle(event)
        }
        return new Response('ok')
      } catch {
        return new Response('failed', { status: 500 })
      }
    },

    async requestRefund(orderId: string): Promise<void> {
      const order = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { payments: true } })
      const charge = order.payments.find(({ kind }) => kind === 'CHARGE')
      if (order.status !== 'PAID' || !charge) return
      const { id, amount } = await stripe.refunds.create({ payment_intent: charge.providerId })
      await keep(orderId, id, amount)
      await db.order.update({ where: { id: orderId }, data: { status: 'REFUNDED' } })
      await close(orderId, 'REFUNDED')
    },
  }
}
