import { certificateAsksFor } from '#lib/domain/certificate.ts'
import { formatMinutes } from '#lib/domain/minutes.ts'
import { formatMoney } from '#lib/domain/money.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'

export interface Question {
  question: string
  answer: string
}

/** What people ask before they buy; for the page and for its structured data. */
export function questionsAbout(course: CourseOutline, isCryptoOffered: boolean): Question[] {
  const price = formatMoney(course.price.amountInCents, course.price.currency)
  const writing =
    course.upcoming.length > 0
      ? ' Lessons that are still being written do not count towards it until they are out.'
      : ''
  return [
    {
      question: 'What do I need?',
      answer:
        'A browser, on a phone or a computer. There is nothing to install: the allocator runs in the page. You should have written some Python; no C is needed, and where C source is shown, it is explained.',
    },
    {
      question: 'How do I pay?',
      answer: isCryptoOffered
        ? `${price}, once, by card or with crypto (bitcoin). The card's page is Stripe's, the other BTCPay Server's; your card number never reaches this site. Promotion codes count for both.`
        : `${price}, once, by card. The payment page is Stripe's; your card number never reaches this site. If you have a promotion code, you enter it there.`,
    },
    {
      question: 'Can I get a refund?',
      answer: `Yes, within ${course.refundDays} days of the payment, with no questions asked. You find it under Account, two clicks from any page. The whole amount goes back to the card that paid; it usually arrives within 5 to 10 days.${isCryptoOffered ? ' What was paid in crypto comes back in crypto, worth the same amount on the day on which it is sent.' : ''}`,
    },
    {
      question: 'How long will I have access?',
      answer: `For life. It is one payment, not a subscription, and corrections and new lessons are included. The whole course takes ${formatMinutes(course.minutes)}; you can stop anywhere and go on from the same paragraph on another device.`,
    },
    {
      question: 'Will I get a certificate?',
      answer: `Yes, when ${certificateAsksFor(course)}. Each exercise has hints and a sample solution, so nobody gets stuck. You get a PDF in your name, an Open Badge, and a public page on which anyone can check them; you decide whether it shows your name. You can add it to your LinkedIn profile.${writing}`,
    },
  ]
}
