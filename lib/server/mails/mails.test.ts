import { describe, expect, test } from 'vitest'
import { composeMail } from './compose-mail.ts'
import { giftLinkMail } from './gift-mail.ts'
import { type OrderMail, type OrderMailTemplate, orderMail } from './order-mail.ts'
import { ownerMail } from './owner-mail.ts'
import { reviewHiddenMail, reviewMail } from './review-mail.ts'
import { signInMail } from './sign-in-mail.ts'

const site = { name: 'Demystifying Python Memory', url: 'https://memory.example' }
const link = 'https://memory.example/sign-in/confirm?token=abc&email=ada%40example.com&returnTo=%2Flearn'

const order: OrderMail = {
  template: 'purchase',
  site,
  buyer: { name: 'Ada', email: 'ada@example.com' },
  order: {
    number: 'DPM-7Q2K9F',
    courseTitle: 'Demystifying Python Memory',
    paidInCents: 2900,
    currency: 'usd',
    paidAt: new Date('2026-11-22T15:04:00Z'),
    refundDeadline: new Date('2026-12-22T15:04:00Z'),
    url: 'https://memory.example/account/purchases/DPM-7Q2K9F',
  },
  gift: null,
  refundInCents: null,
  crypto: null,
  hasAccess: true,
  courseUrl: 'https://memory.example/learn/demystifying-python-memory',
  signInLink: null,
}
const templates: OrderMailTemplate[] = [
  'purchase',
  'refund-requested',
  'refund-sent',
  'refund-done',
  'refund-failed',
  'duplicate-refunded',
  'access-suspended',
  'access-restored',
  'refund-claim',
  'refund-claim-again',
  'payment-late',
  'payment-short',
]

describe('every mail', () => {
  const mails = [
    signInMail({ site, url: link, minutes: 15 }),
    ownerMail({ site, subject: 'A refund failed', text: 'Look at DPM-7Q2K9F.' }),
    reviewMail({ site, name: 'Ada', courseTitle: 'A course', reviewUrl: `${site.url}/learn/x/review` }),
    reviewHiddenMail({
      site,
      name: 'Ada',
      courseTitle: 'A course',
      reason: 'OFF_TOPIC',
      reviewUrl: `${site.url}/learn/x/review`,
    }),
    ...templates.map((template) => orderMail({ ...order, template })),
  ]

  test.each(mails.map((mail) => [mail.subject, mail] as const))(
    '%s: loads nothing, fits dark mode',
    (_, mail) => {
      expect(mail.html).not.toMatch(/<img|<link|<script|url\(|@import|src=/)
      expect(mail.html).toContain('prefers-color-scheme: dark')
      expect(mail.html).toContain('<html lang="en">')
      expect(mail.subject).not.toMatch(/[\r\n]/)
      expect(mail.text.length).toBeGreaterThan(100)
    },
  )

  test.each(mails.map((mail) => [mail.subject, mail] as const))(
    '%s: text and HTML lead to the same places',
    (_, mail) => {
      const inHtml = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, url]) =>
        url?.replaceAll('&amp;', '&'),
      )
      for (const url of inHtml) expect(mail.text).toContain(url)
    },
  )
})

describe('text of people in a mail', () => {
  const name = `<b>Ada</b> & "Co" 'x'`

  test('is escaped in HTML and left alone in text', () => {
    const mail = orderMail({ ...order, buyer: { ...order.buyer, name } })
    expect(mail.html).toContain('Hello &lt;b&gt;Ada&lt;/b&gt; &amp; &quot;Co&quot; &#39;x&#39;,')
    expect(mail.html).not.toContain('<b>')
    expect(mail.text).toContain(`Hello ${name},`)
  })

  test('begins no other header and does not turn the subject around', () => {
    const subject = 'Refund\r\nBcc: eve@evil.example\u2028\u202Ex\u0000y'
    const mail = composeMail({ site, subject, title: subject, blocks: [] })
    expect(mail.subject).toBe('Refund Bcc: eve@evil.example x y')
    expect(ownerMail({ site, subject, text: '' }).subject).toBe('[Owner] Refund Bcc: eve@evil.example x y')
  })

  test('keeps its lines', () => {
    const mail = giftLinkMail({
      site,
      courseTitle: 'A course',
      fromName: 'Ada',
      message: 'One\nTwo',
      url: link,
    })
    expect(mail.html).toContain('“One<br>Two”')
    expect(mail.text).toContain('“One\nTwo”')
  })

  test('cannot leave an attribute', () => {
    const url = 'https://memory.example/"><script>alert(1)</script>'
    const mail = composeMail({
      site,
      subject: 's',
      title: 't',
      blocks: [{ kind: 'button', label: 'b', url }],
    })
    expect(mail.html).not.toContain('<script')
  })
})

describe('the sign-in mail', () => {
  test('says what the link does, how long it works, and what to do with one that was not asked for', () => {
    const { text } = signInMail({ site, url: link, minutes: 15 })
    expect(text).toContain(link)
    expect(text).toContain('once, for 15 minutes')
    expect(text).toContain('You did not ask for this?')
  })
})

describe('the receipt', () => {
  test('names order, course, amount, and the end of the refund with its time zone', () => {
    const { subject, text } = orderMail(order)
    expect(subject).toBe('Your receipt and your course, order DPM-7Q2K9F')
    expect(text).toContain('Order: DPM-7Q2K9F\nCourse: Demystifying Python Memory\nPaid: $29\n')
    expect(text).toContain('Refund: Until 22 December 2026, 15:04 UTC, no questions asked')
    expect(text).toContain('Start the course:\nhttps://memory.example/learn/demystifying-python-memory')
    expect(text).not.toContain('/sign-in')
  })

  test('lets a guest in by a fresh link, and says how to get another', () => {
    const { text } = orderMail({ ...order, signInLink: { url: link, minutes: 15 } })
    expect(text).toContain(`Sign in and start:\n${link}`)
    expect(text).toContain('https://memory.example/sign-in with this address: ada@example.com')
  })

  test('of a free order says that nothing was paid, and promises no money', () => {
    const { text } = orderMail({ ...order, order: { ...order.order, paidInCents: 0 } })
    expect(text).toContain('Paid: Nothing: a promotion code covered all of it')
    expect(text).not.toContain('Refund: Until')
  })

  test('writes currencies without decimals right', () => {
    expect(orderMail({ ...order, order: { ...order.order, currency: 'jpy' } }).text).toContain('Paid: ¥2,900')
  })
})

describe('mails about refunds', () => {
  test('name the amount of the refund, not of the order', () => {
    expect(orderMail({ ...order, template: 'refund-sent', refundInCents: 1450 }).subject).toBe(
      '$14.50 was sent back to you, order DPM-7Q2K9F',
    )
  })

  test('say that the course is open again after a failed one only if it is', () => {
    const failed = { ...order, template: 'refund-failed', refundInCents: 2900 } as const
    expect(orderMail(failed).text).toContain('the course is open to you again')
    expect(orderMail({ ...failed, hasAccess: false }).text).not.toContain('open to you again')
  })

  test('of a free order speak of no money', () => {
    const free = { ...order.order, paidInCents: 0 }
    const mail = orderMail({ ...order, order: free, template: 'refund-done', refundInCents: 0 })
    expect(mail.subject).toBe('Order DPM-7Q2K9F is cancelled')
    expect(mail.text).not.toContain('$')
  })
})
