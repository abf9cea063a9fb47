import 'server-only'
import { composeMail, type Mail, type MailSite } from './compose-mail.ts'

interface SignInMail {
  site: MailSite
  /** Leads to the page whose button signs in. */
  url: string
  /** How long the link works. */
  minutes: number
}

/** The link that somebody asked for on the sign-in page. */
export function signInMail({ site, url, minutes }: SignInMail): Mail {
  return composeMail({
    site,
    subject: `Sign in to ${site.name}`,
    title: 'Your sign-in link',
    blocks: [
      {
        kind: 'paragraph',
        text: `It works once, for ${minutes} minutes, and opens a page with a button that signs you in.`,
      },
      { kind: 'button', label: 'Sign in', url },
      {
        kind: 'note',
        text: 'You did not ask for this? Somebody typed your address by mistake. Ignore this mail: without the link nobody gets in.',
      },
    ],
  })
}
