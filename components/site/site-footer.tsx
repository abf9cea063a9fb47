import Link from 'next/link'

const links = [
  { href: '/terms', text: 'Terms' },
  { href: '/privacy', text: 'Privacy' },
  { href: '/refund-policy', text: 'Refund policy' },
] as const

/** The line at the foot of every page. */
export function SiteFooter({ supportEmail }: { supportEmail: string }) {
  return (
    <footer className="no-print mt-20 border-t border-rule font-sans text-sm text-muted">
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-8 gap-y-1 px-5 py-5 sm:px-8">
        <p>
          Questions? <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
        </p>
        <nav aria-label="Legal">
          <ul className="flex flex-wrap gap-x-6">
            {links.map(({ href, text }) => (
              <li key={href}>
                <Link
                  href={href}
                  prefetch={false}
                  className="inline-flex min-h-9 items-center no-underline hover:underline"
                >
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  )
}
