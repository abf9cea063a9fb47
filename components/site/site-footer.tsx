import type { Route } from 'next'
import Link from 'next/link'
import { LinkButton } from '#components/ui/link-button.tsx'

const links = [
  { href: '/terms', text: 'Terms' },
  { href: '/privacy', text: 'Privacy' },
  { href: '/refund-policy', text: 'Refund policy' },
] as const

/** The foot of every page; it holds the button by which EU law lets people take back a purchase without signing in. */
export function SiteFooter({ supportEmail }: { supportEmail: string }) {
  return (
    <footer className="no-print mt-20 border-t border-rule font-sans text-sm text-muted">
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-8 gap-y-2 px-5 py-5 sm:px-8">
        <p>
          Questions? <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
        </p>
        <nav aria-label="Legal">
          <ul className="flex flex-wrap items-center gap-x-6 gap-y-1">
            {links.map(({ href, text }) => (
              <li key={href}>
                <Link
                  href={href as Route}
                  prefetch={false}
                  className="inline-flex min-h-9 items-center no-underline hover:underline"
                >
                  {text}
                </Link>
              </li>
            ))}
            <li>
              <LinkButton href="/withdraw" kind="secondary" size="small">
                Withdraw from contract here
              </LinkButton>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  )
}
