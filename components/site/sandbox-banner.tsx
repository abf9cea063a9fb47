interface SandboxBannerProps {
  mailboxUrl: string
  dashboardUrl: string
}

/** Stands on every page while nothing on the site can cost real money. */
export function SandboxBanner({ mailboxUrl, dashboardUrl }: SandboxBannerProps) {
  return (
    <aside aria-label="Sandbox" className="no-print border-b border-rule bg-sheet font-sans text-sm">
      <p className="mx-auto max-w-page px-5 py-1.5 sm:px-8">
        <strong className="font-semibold">Sandbox.</strong> Payments here are a rehearsal: no card is charged
        and no mail leaves this machine.{' '}
        <a href={mailboxUrl} className="inline-block py-0.5">
          Mailbox
        </a>{' '}
        <span aria-hidden="true">·</span>{' '}
        <a href={dashboardUrl} className="inline-block py-0.5">
          Payment dashboard
        </a>
      </p>
    </aside>
  )
}
