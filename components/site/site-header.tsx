import Link from 'next/link'
import { SiteMark } from './site-mark.tsx'

interface SiteHeaderProps {
  /** Null for who is not signed in. */
  viewer: { email: string; isOwner: boolean } | null
}

const itemClass = 'inline-flex min-h-11 items-center no-underline hover:underline'

/** The line at the top of every page: where you are, and the two or three places you may want. */
export function SiteHeader({ viewer }: SiteHeaderProps) {
  return (
    <header className="no-print border-b border-rule font-sans text-base">
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-4 px-5 py-1 sm:px-8">
        <Link href="/" prefetch={false} className={`${itemClass} gap-2.5 text-sm font-semibold sm:text-base`}>
          <SiteMark className="size-7 shrink-0" />
          <span className="max-[31rem]:sr-only">Demystifying Python Memory</span>
        </Link>
        <nav aria-label="Site">
          <ul className="flex items-center gap-x-4 text-sm sm:gap-x-5 sm:text-base">
            <li>
              <Link href="/playground" prefetch={false} className={itemClass}>
                Playground
              </Link>
            </li>
            {viewer ? (
              <>
                <li>
                  <Link href="/learn" prefetch={false} className={itemClass}>
                    Course
                  </Link>
                </li>
                {viewer.isOwner && (
                  <li>
                    <Link href="/owner" prefetch={false} className={itemClass}>
                      Owner
                    </Link>
                  </li>
                )}
                <li>
                  <Link href="/account" prefetch={false} className={itemClass}>
                    Account
                  </Link>
                </li>
              </>
            ) : (
              <li>
                <Link href="/sign-in" prefetch={false} className={itemClass}>
                  Sign in
                </Link>
              </li>
            )}
          </ul>
        </nav>
      </div>
    </header>
  )
}
