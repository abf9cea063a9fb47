import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type Tone = 'plain' | 'ok' | 'danger' | 'accent'

const tones: Record<Tone, string> = {
  plain: 'border-rule-strong text-muted',
  ok: 'border-ok text-ok',
  danger: 'border-danger text-danger',
  accent: 'border-accent text-accent',
}

/** A state in one or two words: "Free", "Paid", "Refund sent". */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-block rounded-sm border px-1.5 font-sans text-xs font-medium leading-5 whitespace-nowrap align-baseline',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}
