import { Badge } from '#components/ui/badge.tsx'
import { Moment } from '#components/ui/moment.tsx'
import type { LineKind, TimelineLine } from '#lib/data/owner/tell-order.ts'
import { retryEventAction, retryJobAction } from '../actions.ts'
import { RetryForm } from './retry-form.tsx'

const words: Record<LineKind, string> = {
  FACT: 'provider says',
  DECISION: 'order',
  MAIL: 'mail',
  MESSAGE: 'message',
  OWNER: 'owner',
  JOB: 'job',
}

/** Everything that happened to an order: facts, decisions, mails, messages with their outcomes, and what owners did. */
export function OrderTimeline({ lines, back }: { lines: TimelineLine[]; back: string }) {
  return (
    <ol className="border-l border-rule-strong">
      {lines.map(({ key, at, kind, text, detail, retry }) => (
        <li key={key} className="py-2 pl-5">
          <p className="flex flex-wrap items-baseline gap-x-3">
            <span className="min-w-0 break-words">{text}</span>
            <Badge tone={kind === 'OWNER' ? 'accent' : 'plain'}>{words[kind]}</Badge>
          </p>
          <p className="text-sm break-words text-muted">
            <Moment at={at.toISOString()} />
            {detail && <>. {detail}</>}
          </p>
          {retry && (
            <div className="mt-2">
              {'event' in retry ? (
                <RetryForm
                  action={retryEventAction}
                  fields={{ eventId: retry.event, back }}
                  text="Handle again"
                  about={text}
                />
              ) : (
                <RetryForm
                  action={retryJobAction}
                  fields={{ jobId: retry.job, name: retry.name, back }}
                  text="Take up again"
                  about={text}
                />
              )}
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}
