import { LinkButton } from '#components/ui/link-button.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { getSite } from '#lib/data/get-site.ts'
import type { Purchase } from '#lib/data/to-purchase.ts'
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

/** Whether a purchase can be refunded, until when, and if not, why and whom to write to; or where its refund stands. */
export function RefundStanding({ purchase }: { purchase: Purchase }) {
  const { number, currency, refundDeadline, refundDays, paidInCents, refundedInCents } = purchase
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
          refundedInCents > 0
            ? `The refund of ${formatMoney(last.amountInCents, currency)} failed`
            : 'The refund failed'
        }
      >
        {refundedInCents > 0 && (
          <p>{formatMoney(refundedInCents, currency)} was returned. The rest was not.</p>
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
      <Notice title="The time for a refund by yourself is over">
        <p>
          It ended on <Moment at={refundDeadline.toISOString()} withLocal />, {refundDays} days after the{' '}
          {purchase.gift ? 'gift was redeemed' : 'payment'}. Is something wrong with the course? Write to{' '}
          <Write number={number} />, and a person will look at it.
        </p>
      </Notice>
    )
  }
  if (purchase.refundObstacle !== null) return null
  return (
    <div className="space-y-3">
      {refundedInCents > 0 && <p>{formatMoney(refundedInCents, currency)} was returned already.</p>}
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
