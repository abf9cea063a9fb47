import 'server-only'
import { composeMail, type Mail, type MailSite } from './compose-mail.ts'

/** A notice to the owner about something that a person should look at. */
export function ownerMail({ site, subject, text }: { site: MailSite; subject: string; text: string }): Mail {
  return composeMail({
    site,
    subject: `[Owner] ${subject}`,
    title: subject,
    blocks: [
      ...text
        .split(/\n{2,}/)
        .filter((paragraph) => paragraph.trim())
        .map((paragraph) => ({ kind: 'paragraph', text: paragraph.trim() }) as const),
      { kind: 'button', label: 'Open the owner’s page', url: `${site.url}/owner` },
    ],
  })
}
