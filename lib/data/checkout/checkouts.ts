import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { btcpay } from '#lib/server/btcpay/client.ts'
import { closeInvoice, getInvoice, openInvoice } from '#lib/server/btcpay/invoices.ts'
import * as stripe from '#lib/server/stripe/checkout.ts'
import type { Order } from '#prisma/generated/client.ts'

/** The ways to pay, and who carries each out. */
export type PaymentWay = 'card' | 'crypto'
export const providerOf = { card: 'STRIPE', crypto: 'BTCPAY' } as const

/** Whether buyers are offered crypto: somebody must be there to take it. */
export function isCryptoOffered(): boolean {
  return btcpay !== null
}

interface Checkout {
  /** Opens the checkout of an order; asking twice for one order gives the same one. */
  open(course: CourseOutline, order: Order): Promise<stripe.OpenCheckout>
  /** As it is now; its url is null once nobody can pay there. */
  get(sessionId: string): Promise<stripe.OpenCheckout>
  /** Closes it, unless something was paid on it. */
  close(sessionId: string): Promise<void>
}

const invoices: Checkout = {
  async open(course, order) {
    const dueInCents = order.amountInCents - order.discountInCents
    const { id, checkoutLink } = await openInvoice({ ...order, dueInCents, title: course.title })
    return { sessionId: id, url: checkoutLink }
  },
  async get(sessionId) {
    const { status, checkoutLink } = await getInvoice(sessionId)
    return { sessionId, url: status === 'New' ? checkoutLink : null }
  },
  close: closeInvoice,
}

const sessions: Checkout = { open: stripe.openCheckout, get: stripe.getCheckout, close: stripe.closeCheckout }

/** The checkouts of the provider that an order is with. */
export function checkoutsOf({ provider }: Pick<Order, 'provider'>): Checkout {
  if (provider === 'STRIPE') return sessions
  if (provider === 'BTCPAY' && btcpay) return invoices
  throw new AppError('payment_unavailable')
}

const freePrefix = 'free_'

/** Stands where a provider's session would, on an order that a code of ours left nothing to pay. */
export const freeSessionId = (randomPart: string) => `${freePrefix}${randomPart}`

/** Whose checkout an id names; NOBODY when no provider knows of it. */
export function whoseSession(sessionId: string): 'STRIPE' | 'BTCPAY' | 'NOBODY' {
  if (sessionId.startsWith('cs_')) return 'STRIPE'
  return sessionId.startsWith(freePrefix) ? 'NOBODY' : 'BTCPAY'
}
