import 'server-only'
import { composeMail, type Mail, type MailSite, paragraph } from './compose-mail.ts'

interface ReviewMail {
  site: MailSite
  name: string | null
  courseTitle: string
  reviewUrl: string
}

/** Asks who finished a course for a review. There is one such mail, and it says so. */
export function reviewMail({ site, name, courseTitle, reviewUrl }: ReviewMail): Mail {
  return composeMail({
    site,
    subject: 'How was the course?',
    title: 'How was the course?',
    blocks: [
      ...(name ? [paragraph(`Hello ${name},`)] : []),
      paragraph(
        `A few days ago you finished “${courseTitle}”. Would you rate it and say in a few words what it was like? Others read it before they buy, good or bad: we do not change a word.`,
      ),
      { kind: 'button', label: 'Write a review', url: reviewUrl },
      {
        kind: 'note',
        text: 'We ask once. If you do not want to, you need not do anything: there is no second mail about it.',
      },
    ],
  })
}
