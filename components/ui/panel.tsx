import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface PanelProps {
  title?: ReactNode
  /** The heading's rank in the page. */
  level?: 2 | 3
  className?: string
  children: ReactNode
}

/** A framed part of a page, such as one order or the facts of a certificate. A hairline, no shadow. */
export function Panel({ title, level = 2, className, children }: PanelProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={classNames('border border-rule bg-paper p-5 font-sans text-base sm:p-6', className)}>
      {title && <Heading className="mb-3 text-xl">{title}</Heading>}
      {children}
    </section>
  )
}
