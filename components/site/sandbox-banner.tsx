interface SandboxBannerProps {
  mailboxUrl: string
  dashboardUrl: string
  /** What is played, and not real. */
  card: boolean
  crypto: boolean
  mail: boolean
}

function sayWhatIsPlayed({ card, crypto, mail }: SandboxBannerProps): string {
  const paid = card && crypto ? 'Payments' : card ? 'Payments by card' : crypto ? 'Payments in crypto' : null
  const nothing =
    card && crypto ? 'no card is charged, no coin moves' : card ? 'no card is charged' : 'no coin moves'
  const mails = mail ? 'no mail leaves this machine' : null
  if (!paid) return mails ? `${mails[0]?.toUpperCase()}${mails.slice(1)}.` : ''
  return `${paid} here are a rehearsal: ${nothing}${mails ? `, and ${mails}` : ''}.`
}

/** Stands on every page while nothing on the site can cost real money. */
export function SandboxBanner(props: SandboxBannerProps) {
  const { mailboxUrl, dashboardUrl } = props
  return (
    <aside aria-label="Sandbox" className="no-print border-b border-rule bg-sheet font-sans text-sm">
      <p className="mx-auto max-w-page px-5 py-1.5 sm:px-8">
        <strong className="font-semibold">Sandbox.</strong> {sayWhatIsPlayed(props)}{' '}
        <a href={mailboxUrl} className="mr-4 inline-block py-0.5">
          Mailbox
        </a>{' '}
        <a href={dashboardUrl} className="inline-block py-0.5">
          Payment dashboard
        </a>
      </p>
    </aside>
  )
}
