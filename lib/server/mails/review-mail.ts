import 'server-only'
import { type HideReason, hideReasons } from '#lib/domain/reviews.ts'
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

interface ReviewHiddenMail extends ReviewMail {
  reason: HideReason
}

/** Tells the writer of a review that it is hidden, why, and what they can do. */
export function reviewHiddenMail({ site, name, courseTitle, reason, reviewUrl }: ReviewHiddenMail): Mail {
  return composeMail({
    site,
    subject: 'Your review is hidden',
    title: 'Your review is hidden',
    blocks: [
      ...(name ? [paragraph(`Hello ${name},`)] : []),
      paragraph(
        `We no longer show your review of “${courseTitle}”, and its rating no longer counts. The reason: ${hideReasons[reason]}. A low rating is never one.`,
      ),
      paragraph(
        'Your words are kept as you wrote them. Change them and answer this mail, and we will look at it again; answer it, too, if you think that we are wrong. You can also withdraw the review.',
      ),
      { kind: 'button', label: 'Open my review', url: reviewUrl },
    ],
  })
}
