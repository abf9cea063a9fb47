import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface PageProps {
  /** What stands in the margin beside the text on a wide screen and above it on a narrow one: addresses, notes, page marks. */
  margin?: ReactNode
  className?: string
  children: ReactNode
}

/** The sheet that a page is printed on: its edges, its margin column, and the text beside it. */
export function Page({ margin, className, children }: PageProps) {
  return (
    <div
      className={classNames(
        'mx-auto max-w-page px-5 py-10 sm:px-8 lg:grid lg:grid-cols-[var(--container-margin)_minmax(0,1fr)] lg:gap-x-12 lg:py-14',
        className,
      )}
    >
      <div className="mb-4 font-sans text-sm text-muted lg:mb-0 lg:pt-2">{margin}</div>
      <div className="min-w-0">{children}</div>
    </div>
  )
}
