/** The shop of tests of payments in crypto: BTCPay Server is the sandbox, over HTTP. */
import { expect } from 'vitest'
import { course, openShop } from './shop.ts'

interface SandboxBooks {
  crypto: { orderId: string; received: number; refunded: number; net: number }[]
}

export async function openCryptoShop() {
  const shop = await openShop()
  const { newUser, open, control, orderOf, flush } = shop
  const { hasActiveEntitlement } = await import('#lib/data/orders/has-active-entitlement.ts')
  const { sumLedger } = await import('#lib/domain/order.ts')

  const openInvoice = async () => {
    const viewer = await newUser()
    return { viewer, ...(await open(viewer, { way: 'crypto' })) }
  }
  const send = (invoice: string, how: object = {}) => control(`/btcpay/invoices/${invoice}/send`, how)

  return {
    ...shop,
    openInvoice,
    send,
    end: (invoice: string, how: string) => control(`/btcpay/invoices/${invoice}/end`, { end: how }),

    async bought() {
      const opened = await openInvoice()
      await send(opened.sessionId)
      await flush()
      const { number } = await orderOf(opened.orderId)
      return { ...opened, number, hasAccess: () => hasActiveEntitlement(opened.viewer.userId, course) }
    },

    /** What stands in our ledger of an order. */
    kinds: async (orderId: string) =>
      (await orderOf(orderId)).payments.map(({ kind, amountInCents }) => `${kind} ${amountInCents}`).sort(),

    /** Our ledger and the sandbox's books say the same of this order. */
    async expectBooksAgree(orderId: string): Promise<void> {
      const answer = await fetch(`${shop.sandbox.url}/_sandbox/books`)
      const theirs = ((await answer.json()) as SandboxBooks).crypto.find((one) => one.orderId === orderId)
      expect(theirs?.net).toBe(sumLedger((await orderOf(orderId)).payments).netInCents)
    },
  }
}
