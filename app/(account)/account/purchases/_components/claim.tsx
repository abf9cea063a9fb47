import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Purchase, PurchaseRefund } from '#lib/data/orders/to-purchase.ts'
import { formatMoney } from '#lib/domain/money.ts'

/** What the buyer does now about a refund in crypto, and where it stands. */
export function Claim({ refund, currency }: { refund: PurchaseRefund; currency: string }) {
  const amount = formatMoney(refund.amountInCents, currency)
  if (refund.status === 'DONE') return <p>It was paid out to the address that you named.</p>
  if (refund.status !== 'SENT' || !refund.claim) {
    return (
      <p>The page where you say which address it goes to is ready within a minute or so. You get a mail.</p>
    )
  }
  if (refund.claim.state === 'CLAIMED') {
    return (
      <>
        <p>
          You have named the address. It is paid out after a person has approved it, usually within a day.
        </p>
        <p>
          <a href={refund.claim.url}>See it at BTCPay</a>
        </p>
      </>
    )
  }
  return (
    <>
      {refund.claim.state === 'CANCELLED' && (
        <p>The payout to the address that you had named was called off, so it needs another.</p>
      )}
      <p>
        Say which address it goes to. You get the worth of {amount} in crypto, at the rate of the day on which
        it is sent.
      </p>
      <p>
        <LinkButton href={refund.claim.url} plain>
          Claim {amount}
        </LinkButton>
      </p>
    </>
  )
}

function reasonOf({ paidAt, status, gift }: Purchase, amount: string): string {
  const what = gift ? 'gift' : 'course'
  if (paidAt) return `You sent ${amount} more than the ${what} costs.`
  return status === 'EXPIRED'
    ? `${amount} arrived. It was less than the price, or came too late, so it did not buy the ${what}.`
    : `${amount} arrived, and did not buy the ${what}.`
}

/** Crypto that was too little, too much or too late: what became of it. */
export function UnmatchedMoney({ purchase }: { purchase: Purchase }) {
  const { currency, refunds } = purchase
  const returns = refunds.filter(({ origin }) => origin === 'UNMATCHED')
  if (purchase.waitsForOwner) {
    return (
      <Notice title="Your payment came late">
        <p>
          A person looks at it, and either{' '}
          {purchase.gift ? 'takes it, and the gift’s link can go out,' : 'opens the course to you'} or returns
          the payment. You get a mail in both cases, usually within a day; you need do nothing.
        </p>
      </Notice>
    )
  }
  return returns.map((refund) => {
    const amount = formatMoney(refund.amountInCents, currency)
    return refund.status === 'FAILED' ? (
      <Notice key={refund.attempt} tone="danger" title={`${amount} could not be returned`}>
        <p>
          It was not claimed in time, or was called off. It is not lost: we were told, and will write to you.
        </p>
      </Notice>
    ) : (
      <Notice
        key={refund.attempt}
        tone="ok"
        title={`${amount} ${refund.status === 'DONE' ? 'went' : 'goes'} back to you`}
      >
        <p>{reasonOf(purchase, amount)}</p>
        <Claim refund={refund} currency={currency} />
      </Notice>
    )
  })
}
