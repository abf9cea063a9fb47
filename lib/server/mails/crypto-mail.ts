import 'server-only'
import { formatMoney } from '#lib/domain/money.ts'
import { type Draft, type MailBlock, paragraph } from './compose-mail.ts'

/** What a mail about a payment in crypto says besides the order itself. */
export interface CryptoPayment {
  /** The page where the refund is claimed; null while there is none. */
  claimUrl: string | null
  /** Whether the refund gives back what bought nothing, and not the price of the course. */
  isUnmatched: boolean
  /** All that arrived, at the rate of the invoice. */
  receivedInCents: number
}

interface CryptoMail extends CryptoPayment {
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

/** Mails that only payments in crypto need. */
export function cryptoDrafts(
  mail: CryptoMail,
): Record<'refund-claim' | 'refund-claim-again' | 'payment-late', Draft> {
  const { order, amount, claimUrl, isUnmatched, receivedInCents, courseUrl, buyUrl } = mail
  const received = formatMoney(receivedInCents, order.currency)
  const status: MailBlock = { kind: 'link', label: 'See the status', url: order.url }
  const claim: MailBlock = claimUrl ? { kind: 'button', label: `Claim ${amount}`, url: claimUrl } : status
  const reasons: MailBlock[] = !isUnmatched
    ? [paragraph(`Your refund for “${order.courseTitle}” is ready for you to claim.`)]
    : order.paidAt
      ? [
          paragraph(
            `You sent ${received} for “${order.courseTitle}”, which is ${amount} more than was due. The course is open to you: ${courseUrl}`,
          ),
        ]
      : [
          paragraph(
            `${received} arrived for “${order.courseTitle}”. It was less than the price, or came after the time for it had ended, so the course was not bought with it, and the order is closed. None of it is lost.`,
          ),
          paragraph(`To have the course, buy it anew and send the whole amount in one go: ${buyUrl}`),
        ]
  return {
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
      subject: `Your payment came after the time, order ${order.number}`,
      title: 'Your payment arrived, but late',
      blocks: [
        paragraph(
          `${received} arrived for “${order.courseTitle}”, after the time that its exchange rate was held for. A person looks at it now, and either opens the course to you or returns the payment; you get a mail in both cases, usually within a day.`,
        ),
        paragraph('You need do nothing, and need not pay again.'),
        status,
      ],
    },
  }
}
