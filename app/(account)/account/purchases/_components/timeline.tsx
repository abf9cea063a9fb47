import type { ReactNode } from 'react'
import { Moment } from '#components/ui/moment.tsx'
import type { Purchase, PurchasedGift, PurchaseEvent, PurchaseRefund } from '#lib/data/orders/to-purchase.ts'
import { formatMoney } from '#lib/domain/money.ts'

interface Line {
  at: Date
  text: ReactNode
}

const origins = {
  LEARNER: 'You asked for a refund',
  OWNER: 'We refund',
  PROVIDER: 'We refunded',
  DUPLICATE: 'You had the course already: we refund',
  UNMATCHED: 'What was not needed for the course goes back',
} as const

function refundLines(refund: PurchaseRefund, currency: string, isCrypto: boolean): Line[] {
  const amount = formatMoney(refund.amountInCents, currency)
  const begun = { at: refund.requestedAt, text: `${origins[refund.origin]} (${amount})` }
  const said = {
    REQUESTED: null,
    SENT: isCrypto ? `${amount} is ready to be claimed` : `${amount} was sent; your bank has it on its way`,
    DONE:
      refund.amountInCents === 0 ? 'Done: nothing was paid, so nothing goes back' : `${amount} is returned`,
    FAILED: `The refund of ${amount} failed: the money came back to us. We were told, and will write to you`,
  }
  const later = refund.steps.flatMap(({ at, status }) => (said[status] ? [{ at, text: said[status] }] : []))
  return [begun, ...later]
}

function eventText({ what, amountInCents }: PurchaseEvent, currency: string): string {
  switch (what) {
    case 'ORDERED':
      return 'Ordered'
    case 'PAID':
      return amountInCents === 0
        ? 'Free with a promotion code'
        : `Paid ${formatMoney(amountInCents, currency)}`
    case 'GIVEN':
      return 'Given to you for nothing'
    case 'DISPUTED':
      return 'Your bank asked for the payment back'
    case 'DISPUTE_WON':
      return 'Your bank decided that the payment stands'
    case 'DISPUTE_LOST':
      return 'Your bank returned the payment to you'
  }
}

function giftLines({ recipientEmail, sentAt, redeemedAt }: PurchasedGift): Line[] {
  return [
    ...(sentAt ? [{ at: sentAt, text: `The link was mailed to ${recipientEmail}` }] : []),
    ...(redeemedAt ? [{ at: redeemedAt, text: 'The gift was redeemed' }] : []),
  ]
}

/** Everything that happened to a purchase, oldest first. */
export function Timeline({ purchase }: { purchase: Purchase }) {
  const { currency } = purchase
  const lines: Line[] = [
    ...purchase.events.map((event) => ({ at: event.at, text: eventText(event, currency) })),
    ...purchase.accessChanges.map(({ at, isOpen }) => ({
      at,
      text: isOpen ? 'The course is open to you' : 'Access to the course ended',
    })),
    ...purchase.refunds.flatMap((refund) => refundLines(refund, currency, purchase.isCrypto)),
    ...(purchase.gift ? giftLines(purchase.gift) : []),
  ].sort((one, other) => one.at.getTime() - other.at.getTime())
  return (
    <ol className="border-l border-rule-strong font-sans text-base">
      {lines.map(({ at, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that only grows at its end
        <li key={index} className="py-1.5 pl-5">
          <p>{text}</p>
          <p className="text-sm text-muted">
            <Moment at={at.toISOString()} withLocal />
          </p>
        </li>
      ))}
    </ol>
  )
}
