import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** What paying by card is, wherever it is offered. */
export function CardWords({ children }: { children: ReactNode }) {
  return (
    <p>
      By card you pay on Stripe’s page; a promotion code is entered there, we never see your card, and a
      refund goes back to it. {children}
    </p>
  )
}

/** The other way to pay, with what it means for a refund. */
export function CryptoChoice({ button }: { button: ReactNode }) {
  return (
    <div className="space-y-3 border-t border-rule pt-6">
      <p>{button}</p>
      <p className="text-sm text-muted">
        Bitcoin, without a card. A refund comes back in crypto too: the worth of what you paid, at the rate of
        that day.
      </p>
    </div>
  )
}

/** What a buyer agrees to, in whichever way they pay. */
export function BuyingTerms() {
  return (
    <p>
      By buying you accept the <Link href={'/terms' as Route}>terms</Link>. The{' '}
      <Link href={'/refund-policy' as Route}>refund policy</Link> is part of them, and stays as it is today
      for this purchase.
    </p>
  )
}
