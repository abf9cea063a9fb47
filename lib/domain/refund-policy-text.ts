/** The refund policy as its page shows it and as it is kept with each order. A changed sentence needs a new date: a test compares. */
export interface RefundPolicyText {
  /** The day since which this text holds: ISO 8601. */
  version: string
  summary: string
  sections: { title: string; paragraphs: string[]; points?: string[] }[]
}

export function refundPolicyText(refundDays: number, supportEmail: string): RefundPolicyText {
  return {
    version: '2026-11-22',
    summary: `Take your money back within ${refundDays} days of the payment, for any reason or none.`,
    sections: [
      {
        title: 'How long',
        paragraphs: [
          `The ${refundDays} days begin at the moment of your payment and end ${refundDays} times 24 hours later. The exact deadline, with its time zone, stands in your account and in the mail about your purchase.`,
        ],
      },
      {
        title: 'How',
        paragraphs: [
          `Choose Account, then your purchase. That page shows what was paid, until when you can take it back, and what will happen; one more press confirms. Nobody asks why.`,
          'Without signing in: withdraw from contract here, with the order’s number and the e-mail address that you bought with. It stands at the foot of every page. You confirm it by a mailed link and get a receipt with the time of your statement.',
        ],
      },
      {
        title: 'What happens then',
        paragraphs: [
          'If sending the money fails, for example because the card no longer exists, we see it and write to you. If you paid twice by mistake, the second payment goes back without your doing anything.',
        ],
        points: [
          'The whole amount is sent back to the card that paid. Banks usually show it within 5 to 10 days.',
          'What was paid in crypto goes back in crypto: the worth of what you paid, at the rate of the day on which it is sent, to an address that you name on a page that we mail you. It can be more or fewer coins than you sent.',
          'Your access to the course ends at once. The free lesson stays free.',
          'A certificate that you earned stays visible at its address, and says that it was revoked.',
          'Your progress is kept. If you buy the course again, you go on where you stopped.',
          'You get a mail, and your account shows where the money is: requested, sent, failed, or done.',
        ],
      },
      {
        title: 'Gifts',
        paragraphs: [
          `Who gave the course to somebody can take it back until it is redeemed, however long that takes, and for ${refundDays} days after it was redeemed. Its link stops working then, or the access of who redeemed it ends.`,
        ],
      },
      {
        title: `After ${refundDays} days`,
        paragraphs: [
          `Your account no longer offers it. Write to ${supportEmail}, and a person will look at it.`,
        ],
      },
      {
        title: 'If you ask your bank instead',
        paragraphs: [
          'While your bank is disputing a payment, access pauses and a refund cannot be sent on top, since you would be paid twice. A refund from your account is quicker for both of us.',
        ],
      },
      {
        title: 'Your rights by law',
        paragraphs: [
          `This promise stands beside what the law gives you and takes nothing from it. In the European Union you may withdraw from an online purchase within 14 days without giving a reason. For digital content that right can end when you begin to use it; here it does not, because the ${refundDays} days are yours whether you have read one lesson or all of them.`,
        ],
      },
    ],
  }
}

/** The policy as plain text, whole: what an order keeps and an evidence file shows. */
export function refundPolicyAsText({ summary, sections }: RefundPolicyText): string {
  const written = sections.map(({ title, paragraphs, points = [] }) =>
    [title, ...points.map((point) => `- ${point}`), ...paragraphs].join('\n'),
  )
  return [summary, ...written].join('\n\n')
}
