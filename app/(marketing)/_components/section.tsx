import type { ReactNode } from 'react'

interface SectionProps {
  id: string
  title: string
  /** Where this part of the page lies: the sections are the blocks of a pool. */
  address: string
  /** A remark in the margin, under the address. */
  note?: ReactNode
  children: ReactNode
}

/** A part of the front page: hairline, address in the margin, text beside it. */
export function Section({ id, title, address, note, children }: SectionProps) {
  return (
    <section
      aria-labelledby={id}
      className="mx-auto max-w-page px-5 sm:px-8 lg:grid lg:grid-cols-[var(--container-margin)_minmax(0,1fr)] lg:gap-x-12"
    >
      <div className="border-t border-rule pt-4 font-sans text-sm text-muted lg:pt-5 lg:text-end">
        <span className="address" aria-hidden="true">
          {address}
        </span>
        {note && <div className="mt-1 hidden lg:block">{note}</div>}
      </div>
      <div className="min-w-0 pb-14 lg:border-t lg:border-rule lg:pt-4 lg:pb-20">
        <h2 id={id} className="mb-5 text-2xl">
          {title}
        </h2>
        {children}
      </div>
    </section>
  )
}
