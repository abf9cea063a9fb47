import 'server-only'
import { formatMoney } from '#lib/domain/money.ts'
import { formatMoment } from '#lib/domain/refund-policy.ts'
import type { JobPayload } from '#lib/schemas/jobs.ts'
import {
  composeMail,
  type Draft,
  type Mail,
  type MailBlock,
  type MailSite,
  paragraph,
} from './compose-mail.ts'
import { type CryptoPayment, cardWords, cryptoDrafts, cryptoWords } from './crypto-mail.ts'
import { giftReceipt } from './gift-mail.ts'

export type OrderMailTemplate = JobPayload<'order-mail'>['template']

export interface OrderMail {
  template: OrderMailTemplate
  site: MailSite
  buyer: { name: string | null; email: string }
  order: {
    number: string
    courseTitle: string
    paidInCents: number
    currency: string
    paidAt: Date | null
    refundDeadline: Date | null
    /** The order's page in the account. */
    url: string
  }
  /** Set when it was bought for somebody else. */
  gift: { recipientEmail: string; sendAt: Date } | null
  /** The latest attempt; null when there is none. */
  refundInCents: number | null
  /** Of a payment in crypto, which is returned in another way than one by card; null by card. */
  crypto: CryptoPayment | null
  /** Whether this order gives access at this moment, or would to who redeems it. */
  hasAccess: boolean
  /** The course's page. */
  courseUrl: string
  /** For a guest who never signed in: a link made for this mail. */
  signInLink: { url: string; minutes: number } | null
}

const note = (text: string): MailBlock => ({ kind: 'note', text })

/** What a refund does besides the money, in the words of the page that asks for it. */
const consequences =
  'Access to the course ends with it, and a certificate shows as revoked. Your progress is kept, for the case that you come back.'
const giftConsequences =
  'The gift ends with it: its link no longer works, and who has redeemed it loses access to the course.'

function purchase({ order, buyer, site, courseUrl, signInLink }: OrderMail): Draft {
  const { paidInCents, currency, paidAt, refundDeadline } = order
  const facts: [string, string][] = [
    ['Order', order.number],
    ['Course', order.courseTitle],
    [
      'Paid',
      paidInCents === 0 ? 'Nothing: a promotion code covered all of it' : formatMoney(paidInCents, currency),
    ],
  ]
  if (paidAt) facts.push(['Date', formatMoment(paidAt)])
  if (refundDeadline && paidInCents > 0) {
    facts.push(['Refund', `Until ${formatMoment(refundDeadline)}, no questions asked`])
  }
  return {
    subject: `Your receipt and your course, order ${order.number}`,
    title: 'Thank you. The course is yours.',
    blocks: [
      paragraph(
        `“${order.courseTitle}” is open to you now, for as long as you like, on any of your devices.`,
      ),
      signInLink
        ? { kind: 'button', label: 'Sign in and start', url: signInLink.url }
        : { kind: 'button', label: 'Start the course', url: courseUrl },
      ...(signInLink
        ? [
            note(
              `This button works once, for ${signInLink.minutes} minutes. After that, ask for a new link at ${site.url}/sign-in with this address: ${buyer.email}. There is no password.`,
            ),
          ]
        : []),
      { kind: 'facts', rows: facts },
      { kind: 'link', label: 'See the receipt, ask for a refund, or see its status', url: order.url },
    ],
  }
}

/** Mails about money that goes back, and about access that stops or returns: one short text each. */
function drafts(mail: OrderMail): Record<Exclude<OrderMailTemplate, 'purchase' | 'gift-purchase'>, Draft> {
  const { order, refundInCents, hasAccess, courseUrl, crypto, gift } = mail
  const words = crypto ? cryptoWords : cardWords
  const amount = formatMoney(refundInCents ?? order.paidInCents, order.currency)
  const isFree = (refundInCents ?? order.paidInCents) === 0
  // A part was returned, by the owner: the purchase stands.
  const after = crypto?.isUnmatched
    ? 'It was not needed for the course, so nothing else changes.'
    : hasAccess
      ? `${gift ? 'The gift stands' : 'You keep the course'}: this is a part of what you paid.`
      : gift
        ? giftConsequences
        : consequences
  const status: MailBlock = { kind: 'button', label: 'See the status', url: order.url }
  const { paidInCents: receivedInCents } = order
  const byCard = {
    claimUrl: null,
    isUnmatched: false,
    receivedInCents,
    dueInCents: receivedInCents,
    open: null,
  }
  const isGift = gift !== null
  const buyUrl = `${courseUrl.replace('/learn/', '/buy/')}${isGift ? '/gift' : ''}`
  return {
    ...cryptoDrafts({ ...(crypto ?? byCard), isGift, order, amount, courseUrl, buyUrl }),
    'refund-requested': {
      subject: `Your refund of ${amount}, order ${order.number}`,
      title: `Your refund of ${amount} is on its way`,
      blocks: [
        paragraph(
          hasAccess
            ? `We return ${amount} of what you paid for “${order.courseTitle}” ${words.way}.`
            : `We have taken back the purchase of “${order.courseTitle}” and return ${amount} ${words.way}.`,
        ),
        paragraph(after),
        ...(crypto ? [] : [paragraph('You will get another mail when the money is sent.')]),
        status,
      ],
    },
    'refund-sent': {
      subject: `${amount} was sent back to you, order ${order.number}`,
      title: `${amount} was sent back to you`,
      blocks: [
        paragraph(
          `The payment provider has taken the refund for “${order.courseTitle}”. Banks usually need 5 to 10 working days until it shows on your statement.`,
        ),
        paragraph(after),
        status,
      ],
    },
    'refund-done': {
      subject: isFree ? `Order ${order.number} is cancelled` : `${amount} refunded, order ${order.number}`,
      title: isFree ? 'Your order is cancelled' : `${amount} is refunded`,
      blocks: [
        paragraph(
          isFree
            ? `The purchase of “${order.courseTitle}” is taken back. Nothing was paid, so no money moves.`
            : `The refund for “${order.courseTitle}” ${words.done}`,
        ),
        paragraph(after),
        status,
      ],
    },
    'refund-failed': {
      subject: `Your refund of ${amount} did not go through, order ${order.number}`,
      title: `Your refund of ${amount} did not go through`,
      blocks: [
        paragraph(
          `The payment provider ${words.failed}. It is not lost: we have been told, and will write to you about another way.`,
        ),
        ...(hasAccess
          ? [paragraph(`Until then ${gift ? 'the gift stands' : 'the course is open to you'} again.`)]
          : []),
        paragraph('You can also answer this mail.'),
        status,
      ],
    },
    'duplicate-refunded': {
      subject: `You had this course already: ${amount} goes back, order ${order.number}`,
      title: `You had this course already, so ${amount} goes back to you`,
      blocks: [
        paragraph(
          gift
            ? `Who redeemed your gift of “${order.courseTitle}” holds the course by a purchase of their own since. ${words.duplicate}`
            : `Your account already held “${order.courseTitle}” when this second payment arrived. ${words.duplicate}`,
        ),
        ...(gift ? [] : [paragraph('Your access, your progress and your certificate stay as they are.')]),
        status,
      ],
    },
    'access-suspended': {
      subject: `Your bank is asking for a payment back, order ${order.number}`,
      title: 'Your access is paused',
      blocks: [
        paragraph(
          `Your bank is asking us for the payment for “${order.courseTitle}” back (a dispute, or chargeback). While that is open, access to the course is paused and a certificate shows as revoked. Your progress is kept.`,
        ),
        paragraph(
          'If you did not mean this, tell your bank that the payment was right: access comes back by itself when the bank agrees. If you wanted your money back, answer this mail; we settle it with you.',
        ),
        status,
      ],
    },
    'gift-redeemed': {
      subject: `Your gift was redeemed, order ${order.number}`,
      title: 'Your gift was redeemed',
      blocks: [
        paragraph(
          `“${order.courseTitle}” is open to who holds your link now.${order.refundDeadline ? ` You can take the gift back until ${formatMoment(order.refundDeadline)}; that ends their access.` : ''}`,
        ),
        status,
      ],
    },
    'access-restored': {
      subject: `Your course is open again, order ${order.number}`,
      title: 'Your course is open again',
      blocks: [
        paragraph(
          `Your bank has decided that the payment for “${order.courseTitle}” stands. Access is open again, with your progress as you left it, and a certificate is valid again.`,
        ),
        { kind: 'button', label: 'Continue the course', url: courseUrl },
        { kind: 'link', label: 'See the purchase', url: order.url },
      ],
    },
    'course-given': {
      subject: `A course for you, order ${order.number}`,
      title: 'The course is yours',
      blocks: [
        paragraph(
          `We have opened “${order.courseTitle}” for you. Nothing is to be paid; sign in with the address that this mail came to.`,
        ),
        { kind: 'button', label: 'Start the course', url: courseUrl },
      ],
    },
    'course-taken': {
      subject: `Your access has ended, order ${order.number}`,
      title: 'Your access has ended',
      blocks: [
        paragraph(
          `You had “${order.courseTitle}” from us for nothing, and that has ended. A certificate shows as revoked; your progress is kept. If you think that this is a mistake, answer this mail.`,
        ),
        status,
      ],
    },
  }
}

/** What a buyer is told about an order. */
export function orderMail(mail: OrderMail): Mail {
  const { template } = mail
  const { subject, title, blocks } =
    template === 'purchase'
      ? purchase(mail)
      : template === 'gift-purchase'
        ? giftReceipt(mail)
        : drafts(mail)[template]
  const greeting = mail.buyer.name ? [paragraph(`Hello ${mail.buyer.name},`)] : []
  return composeMail({ site: mail.site, subject, title, blocks: [...greeting, ...blocks] })
}
