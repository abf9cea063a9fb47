'use client'

import { useActionState } from 'react'
import { CopyField } from '#components/certificate/copy-field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { renewPodcastAction } from '../actions.ts'

interface PodcastFormProps {
  courseSlug: string
  /** Null until the learner asks for one. */
  address: string | null
}

/** The secret address of a learner's feed, made when it is asked for, and replaced when it got into other hands. */
export function PodcastForm({ courseSlug, address }: PodcastFormProps) {
  const [result, action] = useActionState(renewPodcastAction, null)
  return (
    <form action={action} className="max-w-measure space-y-3">
      <input type="hidden" name="courseSlug" value={courseSlug} />
      {address && <CopyField label="Address of your feed" value={address} mono />}
      <SubmitButton kind={address ? 'quiet' : 'secondary'} size="small" pendingText="Making it …">
        {address ? 'Replace it with a new address' : 'Make my feed'}
      </SubmitButton>
      {result && !result.ok && <Notice tone="danger">{result.message}</Notice>}
    </form>
  )
}
