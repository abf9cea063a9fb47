import type { ReactNode } from 'react'

interface PageHeaderProps {
  /** A small line above: where this page belongs. */
  kicker?: ReactNode
  title: ReactNode
  children?: ReactNode
}

/** The head of a page: its only h1, and at most a sentence or two. */
export function PageHeader({ kicker, title, children }: PageHeaderProps) {
  return (
    <header className="mb-8 max-w-measure border-b border-rule pb-6">
      {kicker && <p className="mb-2 font-sans text-sm text-muted">{kicker}</p>}
      <h1 className="text-3xl">{title}</h1>
      {children && <div className="mt-3 text-lg text-muted">{children}</div>}
    </header>
  )
}
