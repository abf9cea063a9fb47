import type { Purchase } from '#lib/data/orders/to-purchase.ts'
import { formatMoney } from '#lib/domain/money.ts'

const own: [string, string][] = [
  ['Access', 'Ends at once. The free lesson stays free.'],
  ['Certificate', 'If you have one, its page says from then on that it was revoked.'],
  [
    'Review',
    'If you wrote one, it stays, marked as refunded; its rating counts if you had done a lesson. You can change or withdraw it afterwards, too.',
  ],
  ['Progress', 'Is kept. If you buy the course again, you go on where you stopped.'],
]

const waitingGift: [string, string][] = [
  ['Gift', 'Its link stops working. If it was mailed, whoever opens it reads that it is not open any more.'],
]

const redeemedGift: [string, string][] = [
  ['Gift', 'Who redeemed it loses access at once, and is told by mail that the payment goes back.'],
  ['Certificate', 'If they have one, its page says from then on that it was revoked.'],
  ['Review', 'If they wrote one, it stays, marked as refunded.'],
]

/** What happens when this purchase is taken back, in the order of what its buyer may ask. */
export function consequencesOf({
  leftInCents: back,
  currency,
  gift,
  isCrypto,
}: Purchase): [string, string][] {
  const money =
    back === 0
      ? 'Nothing was paid, so nothing goes back. The order is cancelled.'
      : isCrypto
        ? `The worth of ${formatMoney(back, currency)} goes back in crypto, at the rate of the day on which it is sent. You say which address it goes to, on a page that we mail you in a minute or so.`
        : `${formatMoney(back, currency)} goes back to the card or account that paid. Banks usually show it within 5 to 10 working days.`
  return [['Money', money], ...(gift === null ? own : gift.redeemedAt ? redeemedGift : waitingGift)]
}
