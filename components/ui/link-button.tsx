import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { type ButtonKind, type ButtonSize, buttonClass } from './button.tsx'
import { classNames } from './class-names.ts'

interface LinkButtonProps {
  href: string
  kind?: ButtonKind
  size?: ButtonSize
  className?: string
  /** Off for files (PDF) and other hosts: a plain link, without the router. */
  plain?: boolean
  rel?: string
  target?: string
  children: ReactNode
}

/** A link that stands where a button would. Never prefetches: what it leads to may be gated or costly. */
export function LinkButton({
  href,
  kind,
  size,
  className,
  plain = false,
  children,
  ...rest
}: LinkButtonProps) {
  const look = classNames(buttonClass(kind, size), className)
  return plain ? (
    <a href={href} className={look} {...rest}>
      {children}
    </a>
  ) : (
    <Link href={href as Route} prefetch={false} className={look} {...rest}>
      {children}
    </Link>
  )
}
