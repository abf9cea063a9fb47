import { LinkButton } from '#components/ui/link-button.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Purchase } from '#lib/data/orders/to-purchase.ts'
import { getSite } from '#lib/data/site/get-site.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { isWholeReturned } from '#lib/domain/order.ts'
import { Claim } from './claim.tsx'

function Write({ number }: { number: string }) {
  const { supportEmail } = getSite()
  return (
    <a href={`mailto:${supportEmail}?subject=${encodeURIComponent(`Refund of order ${number}`)}`}>
      {supportEmail}
    </a>
  )
}

/** Parts that were sent back in crypto and are not paid out yet: each has a page of its own where it is claimed. */
function PartsToClaim({ purchase, besides }: { purchase: Purchase; besides?: number }) {
  const { refunds, isCrypto, currency } = purchase
  if (!isCrypto) return null
  return refunds
    .filter(({ origin, status, attempt }) => {
      const isOver = status === 'DONE' || status === 'FAILED'
      return origin !== 'UNMATCHED' && !isOver && attempt !== besides
    })
    .map((refund) => (
      <Notice
        key={refund.attempt}
        tone="ok"
        title={`${formatMoney(refund.amountInCents, currency)} of what you paid goes back to you`}
      >
        <Claim refund={refund} currency={currency} />
      </Notice>
    ))
}

/** Whether a purchase can be refunded, until when, and if not, why and whom to write to; or where its refund stands. */
export function RefundStanding({ purchase }: { purchase: Purchase }) {
  const { number, currency, refundDeadline, refundDays, paidInCents, leftInCents } = purchase
  const returnedInCents = paidInCents - leftInCents
  const last = purchase.refunds.filter(({ origin }) => origin !== 'UNMATCHED').at(-1)
  if (isWholeReturned(paidInCents, purchase.refunds) && last) {
    const amount = formatMoney(last.amountInCents, currency)
    const told = {
      REQUESTED: [
        `Refund of ${amount}: requested`,
        'It is sent within a minute or so. You get a mail at each step.',
      ],
      SENT: [
        `Refund of ${amount}: ${purchase.isCrypto ? 'ready' : 'sent'}`,
        'It is with your bank, which usually needs 5 to 10 working days.',
      ],
      DONE: [
        last.amountInCents === 0 ? 'This order is cancelled' : `Refund of ${amount}: done`,
        last.amountInCents === 0
          ? 'Nothing was paid, so nothing goes back.'
          : 'Banks usually need 5 to 10 working days until it shows on your statement.',
      ],
      FAILED: [`Refund of ${amount}: failed`, ''],
    }[last.status]
    return (
      <div className="space-y-5">
        <Notice tone="ok" title={told[0]}>
          {purchase.isCrypto && last.amountInCents > 0 ? (
            <Claim refund={last} currency={currency} />
          ) : (
            <p>{told[1]}</p>
          )}
          {last.origin !== 'DUPLICATE' && (
            <p>
              {purchase.gift
                ? 'The gift has ended with it.'
                : 'Access has ended. Your progress is kept, for the case that you come back.'}
            </p>
          )}
        </Notice>
        <PartsToClaim purchase={purchase} besides={last.attempt} />
      </div>
    )
  }
  if (purchase.status === 'DISPUTED' || purchase.status === 'CHARGED_BACK') {
    return (
      <Notice tone="danger" title="Your bank is asking for this payment back">
        <p>
          {purchase.status === 'DISPUTED'
            ? 'While that is open, access is paused. '
            : 'It was returned to you, and access has ended. '}
          A refund on top would pay it twice, so none is sent. Questions: <Write number={number} />
        </p>
      </Notice>
    )
  }
  if (last?.status === 'FAILED') {
    return (
      <Notice
        tone="danger"
        title={
          returnedInCents > 0
            ? `The refund of ${formatMoney(last.amountInCents, currency)} failed`
            : 'The refund failed'
        }
      >
        {returnedInCents > 0 && (
          <p>{formatMoney(returnedInCents, currency)} was returned. The rest was not.</p>
        )}
        <p>
          {purchase.isCrypto
            ? 'It was called off, or not claimed in time.'
            : 'Your bank did not take the money, for example because the card was closed.'}{' '}
          It is not lost: we were told, and will write to you about another way. Until then{' '}
          {purchase.gift ? 'the gift stands' : 'you have access'} again. You can also write to{' '}
          <Write number={number} />
        </p>
      </Notice>
    )
  }
  if (refundDeadline && purchase.refundObstacle === 'refund_window_over') {
    return (
      <div className="space-y-5">
        <PartsToClaim purchase={purchase} />
        <Notice title="The time for a refund by yourself is over">
          <p>
            It ended on <Moment at={refundDeadline.toISOString()} withLocal />, {refundDays} days after the{' '}
            {purchase.gift ? 'gift was redeemed' : 'payment'}. Is something wrong with the course? Write to{' '}
            <Write number={number} />, and a person will look at it.
          </p>
        </Notice>
      </div>
    )
  }
  if (purchase.refundObstacle !== null) return <PartsToClaim purchase={purchase} />
  return (
    <div className="space-y-3">
      <PartsToClaim purchase={purchase} />
      {returnedInCents > 0 && (
        <p>{formatMoney(returnedInCents, currency)} of it was returned already, or is on its way.</p>
      )}
      <p>
        You can take your money back until{' '}
        {refundDeadline ? (
          <Moment at={refundDeadline.toISOString()} withLocal />
        ) : (
          `the gift is redeemed, and for ${refundDays} days after that`
        )}
        , no questions asked.
      </p>
      <p>
        <LinkButton href={`/account/purchases/${number}/refund`} kind="secondary">
          Refund
        </LinkButton>
      </p>
    </div>
  )
}
