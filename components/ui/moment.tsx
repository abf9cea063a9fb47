'use client'

import { useSyncExternalStore } from 'react'
import { formatMoment } from '#lib/domain/refund-policy.ts'

const never = () => () => {}

/** A line may end between day and hour, and nowhere else: in a narrow column it takes two lines and not four. */
const inTwoParts = (moment: string) => moment.replaceAll(' ', '\u00a0').replace(',\u00a0', ', ')

interface MomentProps {
  /** ISO 8601. */
  at: string
  /** Also say what clock the reader lives by; needs JavaScript, and shows nothing where that is UTC. */
  withLocal?: boolean
}

/** A moment with its time zone: "22 December 2026, 15:04 UTC (16:04 CET where you are)". */
export function Moment({ at, withLocal = false }: MomentProps) {
  const moment = new Date(at)
  const utc = formatMoment(moment)
  const local = useSyncExternalStore(
    never,
    () => formatMoment(moment, Intl.DateTimeFormat().resolvedOptions().timeZone),
    () => utc,
  )
  return (
    <time dateTime={at}>
      {inTwoParts(utc)}
      {withLocal && local !== utc && <> ({inTwoParts(local)} where you are)</>}
    </time>
  )
}
