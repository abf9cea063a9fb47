import 'server-only'
import { formatMoney } from '#lib/domain/money.ts'
import { smallestReturnInCents } from '#lib/domain/order.ts'
import { formatMoment } from '#lib/domain/refund-policy.ts'
import { type Draft, type MailBlock, paragraph } from './compose-mail.ts'

/** What a mail about a payment in crypto says besides the order itself. */
export interface CryptoPayment {
  /** The page where the refund is claimed; null while there is none. */
  claimUrl: string | null
  /** Whether the refund gives back what bought nothing, and not the price of the course. */
  isUnmatched: boolean
  /** All that arrived, at the rate of the invoice. */
  receivedInCents: number
  /** What was to be paid. */
  dueInCents: number
  /** Of an invoice that waits for the rest: what was seen on it so far, and until when it waits; null once it does not. */
  open: { seenInCents: number; expiresAt: Date; payUrl: string; statusUrl: string } | null
}

interface CryptoMail extends CryptoPayment {
  isGift: boolean
  order: { number: string; courseTitle: string; currency: string; paidAt: Date | null; url: string }
  /** Of the refund. */
  amount: string
  courseUrl: string
  buyUrl: string
}

/** How money goes back, in the words of each way of paying; for the mails and the pages. */
export const cardWords = {
  way: 'to the card or account that paid',
  done: 'is complete on our side. Banks usually need 5 to 10 working days until it shows on your statement.',
  failed: 'could not send the money back, for example because the card was closed',
  duplicate: 'We are sending all of it back; banks usually need 5 to 10 working days.',
}
export const cryptoWords: typeof cardWords = {
  way: 'in crypto, to an address that you name on a page which we mail you in a minute or so',
  done: 'was paid out to the address that you named. How soon it shows is up to the network, usually within the hour.',
  failed:
    'could not pay the refund out, or the page where it is claimed was closed before you had claimed it',
  duplicate:
    'All of it goes back, in crypto: the page where you name the address for it comes in another mail in a minute or so.',
}

const rateOfTheDay = (amount: string) =>
  `You get the worth of ${amount} in crypto, at the rate of the day on which it is sent. Say which address it goes to: it must be your own, and a payment to a wrong one cannot be taken back.`

/** A part of the price arrived, and the rest is awaited. */
function paymentShort({ order, isGift, dueInCents, receivedInCents, open }: CryptoMail): Draft {
  const money = (amountInCents: number) => formatMoney(amountInCents, order.currency)
  const seenInCents = open?.seenInCents ?? receivedInCents
  const missing = money(dueInCents - seenInCents)
  const until = open && formatMoment(open.expiresAt)
  return {
    subject: `${missing} is still missing, order ${order.number}`,
    title: `${money(seenInCents)} arrived, ${missing} is still missing`,
    blocks: [
      paragraph(
        `You sent ${money(seenInCents)} of the ${money(dueInCents)} for ${isGift ? 'your gift of ' : ''}“${order.courseTitle}”. ${isGift ? 'The gift is paid' : 'The course is yours'} when the rest is there, too.`,
      ),
      {
        kind: 'facts',
        rows: [
          ['Order', order.number],
          ['Arrived', money(seenInCents)],
          ['Missing', missing],
          ...(until ? ([['Until', until]] as [string, string][]) : []),
        ],
      },
      paragraph(
        'Send the rest to the same address. The payment page shows it, with the amount in bitcoin and the time that is left.',
      ),
      ...(open ? [{ kind: 'button', label: `Pay the rest, ${missing}`, url: open.payUrl } as const] : []),
      paragraph(
        seenInCents < smallestReturnInCents
          ? `If it does not come, ${isGift ? 'the gift' : 'the course'} is not bought and the order is closed. What arrived is less than sending it back would cost, so it goes back when you ask: answer this mail.`
          : `If it does not come, ${isGift ? 'the gift' : 'the course'} is not bought and the order is closed. You lose nothing by that: what arrived goes back to you, in crypto, and we mail you the page where you name an address for it.`,
      ),
      ...(open
        ? [{ kind: 'link', label: 'See where the payment stands', url: open.statusUrl } as const]
        : []),
    ],
  }
}

/** Mails that only payments in crypto need. */
export function cryptoDrafts(
  mail: CryptoMail,
): Record<'refund-claim' | 'refund-claim-again' | 'payment-late' | 'payment-short', Draft> {
  const { order, amount, claimUrl, isUnmatched, isGift, receivedInCents, dueInCents, courseUrl, buyUrl } =
    mail
  const received = formatMoney(receivedInCents, order.currency)
  const why =
    receivedInCents < dueInCents
      ? `It was less than the ${formatMoney(dueInCents, order.currency)} that were due, and the time for the rest has ended`
      : 'It came when the time for it was over'
  const status: MailBlock = { kind: 'link', label: 'See the status', url: order.url }
  const claim: MailBlock = claimUrl ? { kind: 'button', label: `Claim ${amount}`, url: claimUrl } : status
  const reasons: MailBlock[] = !isUnmatched
    ? [paragraph(`Your refund for “${order.courseTitle}” is ready for you to claim.`)]
    : order.paidAt
      ? [
          paragraph(
            `You sent ${received} for “${order.courseTitle}”, which is ${amount} more than was due. ${isGift ? 'The gift is paid all the same' : 'The course is open to you'}: ${isGift ? order.url : courseUrl}`,
          ),
        ]
      : [
          paragraph(
            `${received} arrived for ${isGift ? 'your gift of ' : ''}“${order.courseTitle}”. ${why}, so ${isGift ? 'the gift' : 'the course'} was not bought with it, and the order is closed. None of it is lost.`,
          ),
          paragraph(
            `To ${isGift ? 'give' : 'have'} the course, buy it anew and send the whole amount in one go: ${buyUrl}`,
          ),
        ]
  return {
    'payment-short': paymentShort(mail),
    'refund-claim': {
      subject: `Claim ${amount}, order ${order.number}`,
      title: `${amount} ${isUnmatched ? 'goes' : 'is ready to go'} back to you: say where`,
      blocks: [...reasons, paragraph(rateOfTheDay(amount)), claim, ...(claimUrl ? [status] : [])],
    },
    'refund-claim-again': {
      subject: `Your refund of ${amount} needs another address, order ${order.number}`,
      title: 'Your refund needs another address',
      blocks: [
        paragraph(
          `The payout of ${amount} to the address that you named was called off, so nothing was sent there. The money still waits for you.`,
        ),
        paragraph('Please claim it again, with an address that you are sure of.'),
        claim,
        ...(claimUrl ? [status] : []),
      ],
    },
    'payment-late': {
      subject: `Your payment came late, order ${order.number}`,
      title: 'Your payment arrived, but late',
      blocks: [
        paragraph(
          `${received} arrived for “${order.courseTitle}”, after the time that its exchange rate was held for. A person looks at it now, and either ${isGift ? 'takes it, so that the gift’s link can go out,' : 'opens the course to you'} or returns the payment; you get a mail in both cases, usually within a day.`,
        ),
        paragraph('You need do nothing, and need not pay again.'),
        status,
      ],
    },
  }
}
