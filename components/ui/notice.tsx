import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type Tone = 'info' | 'ok' | 'danger'

const tones: Record<Tone, { edge: string; word: string; wordClass: string }> = {
  info: { edge: 'border-l-rule-strong', word: 'Note', wordClass: 'text-muted' },
  ok: { edge: 'border-l-ok', word: 'Done', wordClass: 'text-ok' },
  danger: { edge: 'border-l-danger', word: 'Not done', wordClass: 'text-danger' },
}

interface NoticeProps {
  tone?: Tone
  /** The word in front; the tone is never told by colour alone. */
  title?: ReactNode
  /** Announce it when it appears: the result of what the person just did. */
  live?: boolean
  className?: string
  children?: ReactNode
}

/** A message about the page or the last action: what happened, what was kept, what to do. */
export function Notice({ tone = 'info', title, live = false, className, children }: NoticeProps) {
  const { edge, word, wordClass } = tones[tone]
  return (
    <div
      role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}
      className={classNames(
        'border border-rule border-l-4 bg-sheet px-4 py-3 font-sans text-base',
        edge,
        className,
      )}
    >
      <p className={classNames('font-semibold', wordClass)}>{title ?? word}</p>
      {children && <div className="mt-1 space-y-2">{children}</div>}
    </div>
  )
}
