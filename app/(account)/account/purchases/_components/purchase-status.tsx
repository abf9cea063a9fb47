import { Badge } from '#components/ui/badge.tsx'
import type { Purchase } from '#lib/data/orders/to-purchase.ts'
import { isWholeReturned } from '#lib/domain/order.ts'

type Tone = 'plain' | 'ok' | 'danger'

function wordOf(purchase: Purchase): [string, Tone] {
  const last = purchase.refunds.filter(({ origin }) => origin !== 'UNMATCHED').at(-1)
  const isReturning = isWholeReturned(purchase.paidInCents, purchase.refunds)
  switch (purchase.status) {
    case 'PENDING':
      return ['Not paid', 'plain']
    case 'PROCESSING':
      return ['Payment on its way', 'plain']
    case 'EXPIRED':
      return ['Ran out', 'plain']
    case 'FAILED':
      return ['Payment failed', 'danger']
    case 'DISPUTED':
      return ['Disputed', 'danger']
    case 'CHARGED_BACK':
      return ['Charged back', 'danger']
    case 'REFUNDED':
      return ['Refunded', 'plain']
    case 'PAID':
      if (purchase.paidAt === null) return ['Given', 'ok']
      if (isReturning) return [last?.status === 'REQUESTED' ? 'Refund requested' : 'Refund sent', 'plain']
      if (last?.status === 'FAILED') return ['Refund failed', 'danger']
      return purchase.refundedInCents > 0 ? ['Partly refunded', 'ok'] : ['Paid', 'ok']
  }
}

/** Where a purchase stands, in a word or two. */
export function PurchaseStatus({ purchase }: { purchase: Purchase }) {
  const [word, tone] = wordOf(purchase)
  return <Badge tone={tone}>{word}</Badge>
}
