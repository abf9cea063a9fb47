import { Facts } from '#components/ui/facts.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Moment } from '#components/ui/moment.tsx'
import type { PurchasedGift } from '#lib/data/orders/to-purchase.ts'
import { ResendForm } from './resend-form.tsx'

/** Where a gift stands, for its giver, and what they can do about it. */
export function GiftStanding({ number, gift }: { number: string; gift: PurchasedGift }) {
  const { recipientEmail, fromName, message, sendAt, sentAt, redeemedAt, isOpen, canChange } = gift
  const rows: [string, React.ReactNode][] = [
    ['For', recipientEmail],
    ['From', fromName],
  ]
  if (message) {
    rows.push([
      'Your words',
      <span key="words" className="whitespace-pre-line">
        {message}
      </span>,
    ])
  }
  if (sentAt) rows.push(['Link mailed', <Moment key="sent" at={sentAt.toISOString()} withLocal />])
  else if (canChange) rows.push(['Link goes out', <Moment key="send" at={sendAt.toISOString()} withLocal />])
  rows.push([
    'Redeemed',
    redeemedAt ? <Moment key="redeemed" at={redeemedAt.toISOString()} withLocal /> : 'Not yet',
  ])
  if (redeemedAt) rows.push(['Their access', isOpen ? 'Open' : 'Closed'])
  return (
    <section aria-labelledby="gift">
      <h2 id="gift" className="mb-3 text-xl">
        The gift
      </h2>
      <Facts rows={rows} />
      {canChange && (
        <div className="mt-5 flex flex-wrap items-start gap-3">
          <LinkButton href={`/account/purchases/${number}/gift`} kind="secondary">
            Change it, or give it to somebody else
          </LinkButton>
          <ResendForm order={number} />
        </div>
      )}
    </section>
  )
}
