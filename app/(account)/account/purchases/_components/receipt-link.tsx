import type { Purchase } from '#lib/data/orders/to-purchase.ts'

/** The way to the provider's invoice or receipt, by way of us: the address is fetched when it is pressed, and only for its buyer. */
export function ReceiptLink({ purchase: { receipt, number } }: { purchase: Purchase }) {
  if (receipt === null) return null
  return (
    <p>
      <a href={`/api/receipts/${number}`} rel="nofollow" className="inline-block py-1">
        {receipt === 'invoice' ? 'Download the invoice (PDF)' : 'See the receipt, at Stripe'}
      </a>
    </p>
  )
}
