import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Outcome } from './outcome.tsx'

const rooms = {
  '/owner': 'Overview',
  '/owner/orders': 'Orders',
  '/owner/books': 'Books',
  '/owner/crypto': 'Crypto and codes',
  '/owner/give': 'Give access',
  '/owner/reviews': 'Reviews',
  '/owner/audit': 'What owners did',
} as const

interface OwnerPageProps {
  room: keyof typeof rooms
  title: ReactNode
  kicker?: ReactNode
  /** `?outcome=` of the address: what the last action came to. */
  outcome?: unknown
  children: ReactNode
}

/** The frame of the owner's pages: where one is, and the ways to the other rooms. */
export function OwnerPage({ room, title, kicker, outcome, children }: OwnerPageProps) {
  return (
    <Page
      margin={
        <nav aria-label="Owner">
          <ul className="flex flex-wrap gap-x-5 lg:block">
            {Object.entries(rooms).map(([href, name]) => (
              <li key={href}>
                <Link
                  href={href as Route}
                  prefetch={false}
                  aria-current={href === room ? 'page' : undefined}
                  className="inline-flex min-h-9 items-center aria-[current]:font-semibold aria-[current]:text-ink"
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      }
    >
      <PageHeader title={title} kicker={kicker} />
      <div className="space-y-10 font-sans text-base">
        <Outcome code={outcome} />
        {children}
      </div>
    </Page>
  )
}
