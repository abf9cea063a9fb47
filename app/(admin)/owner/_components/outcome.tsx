import { Notice } from '#components/ui/notice.tsx'
import { type ErrorCode, errors } from '#lib/domain/errors.ts'
import { type OwnerOutcome, ownerOutcomes } from '#lib/schemas/owner.ts'

/** What the owner's last action came to, from the address. */
export function Outcome({ code }: { code: unknown }) {
  if (typeof code !== 'string') return null
  const done = Object.hasOwn(ownerOutcomes, code) && ownerOutcomes[code as OwnerOutcome]
  const problem = Object.hasOwn(errors, code) && errors[code as ErrorCode].message
  if (!done && !problem) return null
  return (
    <Notice tone={done ? 'ok' : 'danger'} live>
      <p>{done || problem}</p>
    </Notice>
  )
}
