import 'server-only'
import { formatMoney } from '#lib/domain/money.ts'
import { formatMoment } from '#lib/domain/refund-policy.ts'
import type { JobPayload } from '#lib/schemas/jobs.ts'
import { composeMail, type Mail, type MailBlock, type MailSite, paragraph } from './compose-mail.ts'

const note = (text: string): MailBlock => ({ kind: 'note', text })

const howToSignIn = (minutes: number, site: MailSite, email: string) =>
  note(
    `This button works once, for ${minutes} minutes. After that, ask for a new link at ${site.url}/sign-in with this address: ${email}. There is no password.`,
  )

interface GiftMail {
  site: MailSite
  courseTitle: string
  /** As the giver wrote it: shown as their words, never as ours. */
  fromName: string
}

/** The link of a gift, for the person whom the giver named. */
export function giftLinkMail(gift: GiftMail & { message: string; url: string }): Mail {
  const { site, courseTitle, fromName, message, url } = gift
  return composeMail({
    site,
    subject: `${fromName} gives you a course`,
    title: `${fromName} gives you “${courseTitle}”`,
    blocks: [
      ...(message ? [paragraph(`${fromName} writes: “${message}”`)] : []),
      paragraph(
        'It is a course about where a Python program’s memory goes: text, figures that move, and exercises. It is paid; you only need an e-mail address.',
      ),
      { kind: 'button', label: 'Open the gift', url },
      note('Whoever holds this link can redeem it, once: pass it on, if the course is not for you.'),
      note(
        'The name and the words above were written by the person who gives it. You do not know them? Ignore this mail; nothing happens, and we do not write to you again about it.',
      ),
    ],
  })
}

interface HolderMail extends GiftMail {
  template: JobPayload<'gift-mail'>['template']
  email: string
  courseUrl: string
  /** For who never signed in: a link made for this mail. */
  signInLink: { url: string; minutes: number } | null
}

/** What who redeemed a gift is told. */
export function giftHolderMail(mail: HolderMail): Mail {
  const { template, site, courseTitle, fromName, email, courseUrl, signInLink } = mail
  const drafts = {
    redeemed: {
      subject: 'Your course is open',
      title: 'The gift is yours',
      blocks: [
        paragraph(`“${courseTitle}”, from ${fromName}, is open to you now, on any of your devices.`),
        signInLink
          ? ({ kind: 'button', label: 'Sign in and start', url: signInLink.url } as const)
          : ({ kind: 'button', label: 'Start the course', url: courseUrl } as const),
        ...(signInLink ? [howToSignIn(signInLink.minutes, site, email)] : []),
      ],
    },
    ended: {
      subject: 'A gift has ended',
      title: 'Your access has ended',
      blocks: [
        paragraph(
          `The payment for “${courseTitle}”, which ${fromName} gave you, is being asked back. Access to the course has ended with it, and a certificate shows as revoked. Your progress is kept.`,
        ),
        paragraph(
          'Ask who gave it to you. You can also buy the course yourself, and go on where you stopped.',
        ),
      ],
    },
    restored: {
      subject: 'Your course is open again',
      title: 'Your course is open again',
      blocks: [
        paragraph(
          `“${courseTitle}”, from ${fromName}, is open to you again, with your progress as you left it. A certificate is valid again.`,
        ),
        { kind: 'button', label: 'Continue the course', url: courseUrl } as const,
      ],
    },
  }
  return composeMail({ site, ...drafts[template] })
}

interface GiftReceipt {
  site: MailSite
  buyer: { email: string }
  order: {
    number: string
    courseTitle: string
    paidInCents: number
    currency: string
    paidAt: Date | null
    url: string
  }
  gift: { recipientEmail: string; sendAt: Date } | null
  signInLink: { url: string; minutes: number } | null
}

/** The receipt of a gift, for its giver. */
export function giftReceipt({ order, gift, signInLink, site, buyer }: GiftReceipt) {
  const facts: [string, string][] = [
    ['Order', order.number],
    ['Course', order.courseTitle],
    ['Paid', order.paidInCents === 0 ? 'Nothing' : formatMoney(order.paidInCents, order.currency)],
  ]
  if (order.paidAt) facts.push(['Date', formatMoment(order.paidAt)])
  if (gift) facts.push(['For', gift.recipientEmail], ['The link goes out', formatMoment(gift.sendAt)])
  if (order.paidInCents > 0) facts.push(['Refund', 'Until it is redeemed, and for 30 days after'])
  const button: MailBlock = signInLink
    ? { kind: 'button', label: 'Sign in and see the gift', url: signInLink.url }
    : { kind: 'button', label: 'See the gift', url: order.url }
  return {
    subject: `Your receipt for a gift, order ${order.number}`,
    title: 'Thank you. Your gift is paid.',
    blocks: [
      paragraph(
        'We mail its link to the person named below. Until somebody redeems it, you can have it mailed again, give it to somebody else, or take it back.',
      ),
      { kind: 'facts', rows: facts } as const,
      button,
      ...(signInLink ? [howToSignIn(signInLink.minutes, site, buyer.email)] : []),
    ],
  }
}
