import 'server-only'
import { formatMoney } from '#lib/domain/money.ts'
import { formatMoment } from '#lib/domain/refund-policy.ts'
import { composeMail, type Mail, type MailSite } from './compose-mail.ts'

interface About {
  site: MailSite
  number: string
  courseTitle: string
  statedAt: Date
}

/** To the second, for a receipt: "22 November 2026, 15:04 UTC (2026-11-22T15:04:05Z)". */
function stamp(moment: Date): string {
  return `${formatMoment(moment)} (${moment.toISOString().replace(/\.\d+/, '')})`
}

/** The link that confirms a withdrawal. */
export function withdrawalLinkMail(link: About & { hours: number; url: string }): Mail {
  const { site, number, courseTitle, statedAt, hours, url } = link
  return composeMail({
    site,
    subject: `Confirm your withdrawal, order ${number}`,
    title: 'One press is left to withdraw',
    blocks: [
      {
        kind: 'paragraph',
        text: `On ${formatMoment(statedAt)} somebody stated on our site that you withdraw from the purchase of “${courseTitle}”. This link opens a page that shows what will happen, with a button that confirms it.`,
      },
      { kind: 'button', label: 'Look at it and confirm', url },
      {
        kind: 'note',
        text: `It works once, for ${hours} hours. The moment of your statement counts for the deadline, not that of the press.`,
      },
      { kind: 'note', text: 'Was that not you? Ignore this mail: without the button nothing happens.' },
    ],
  })
}

/** For who has bought, but not the order that they named. */
export function withdrawalMissMail({
  site,
  asked,
  numbers,
}: {
  site: MailSite
  asked: string
  numbers: string[]
}): Mail {
  return composeMail({
    site,
    subject: `Your withdrawal: no order ${asked}`,
    title: `There is no order ${asked} with this address`,
    blocks: [
      {
        kind: 'paragraph',
        text: `Somebody stated on our site that you withdraw from the order ${asked}. None of that number was bought with this address, so nothing was changed. What was: ${numbers.join(', ')}.`,
      },
      { kind: 'button', label: 'State the withdrawal again', url: `${site.url}/withdraw` },
      { kind: 'note', text: 'Was that not you? Ignore this mail.' },
    ],
  })
}

interface Receipt extends About {
  name: string
  email: string
  paidInCents: number
  currency: string
  paidAt: Date | null
  confirmedAt: Date
}

/** The receipt of a withdrawal on a durable medium: its words, and when it was stated and confirmed. */
export function withdrawalReceiptMail(receipt: Receipt): Mail {
  const { site, number, courseTitle, name, email, paidInCents, currency, paidAt } = receipt
  const rows: [string, string][] = [
    ['Statement', `I withdraw from my contract for “${courseTitle}”, order ${number}.`],
    ['Name', name],
    ['E-mail', email],
    ['Paid', paidInCents === 0 ? 'Nothing' : formatMoney(paidInCents, currency)],
  ]
  if (paidAt) rows.push(['Paid on', stamp(paidAt)])
  rows.push(['Stated', stamp(receipt.statedAt)], ['Confirmed', stamp(receipt.confirmedAt)])
  return composeMail({
    site,
    subject: `Receipt of your withdrawal, order ${number}`,
    title: 'We have received your withdrawal',
    blocks: [
      { kind: 'paragraph', text: 'Keep this mail: it is the receipt of what you stated, and when.' },
      { kind: 'facts', rows },
      {
        kind: 'paragraph',
        text:
          paidInCents === 0
            ? 'The order is cancelled. Nothing was paid, so no money moves.'
            : 'The money goes back the way it came, and another mail says when it is sent. The access that it paid for has ended.',
      },
      { kind: 'link', label: 'See the status', url: `${site.url}/account/purchases/${number}` },
    ],
  })
}
