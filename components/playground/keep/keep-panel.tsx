'use client'

import { type ReactNode, type RefObject, useId } from 'react'
import { CopyField } from '#components/certificate/copy-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { HeapView } from '../drawing/heap-view.ts'
import type { Session } from '../session.ts'
import { useKeep } from './use-keep.ts'

interface KeepPanelProps {
  session: Session | null
  view: RefObject<HeapView | null>
  /** Whether this person may keep runs in an account; when not, what to tell instead. */
  offer: ReactNode | null
}

/** A link, a picture and a file of the run that is played; and a place for it in the account. */
export function KeepPanel({ session, view, offer }: KeepPanelProps) {
  const id = useId()
  const { told, isBusy, title, isEmpty, makeLink, keep, savePicture, saveTrace } = useKeep(
    session,
    view,
    !offer,
  )

  return (
    <section className="keep" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Keep and share</h2>
      <div className="keep-ways">
        <Button kind="secondary" size="small" onClick={makeLink} disabled={isEmpty || isBusy}>
          Make a link
        </Button>
        <Button kind="secondary" size="small" onClick={() => savePicture('png')} disabled={isEmpty || isBusy}>
          Save picture (PNG)
        </Button>
        <Button kind="secondary" size="small" onClick={() => savePicture('svg')} disabled={isEmpty || isBusy}>
          Save picture (SVG)
        </Button>
        <Button kind="secondary" size="small" onClick={saveTrace} disabled={isEmpty || isBusy}>
          Save trace file
        </Button>
      </div>
      {offer ?? (
        <form
          className="keep-account"
          onSubmit={(event) => {
            event.preventDefault()
            void keep(String(new FormData(event.currentTarget).get('title') ?? ''))
          }}
        >
          <Field
            key={title}
            className="min-w-0 grow"
            name="title"
            label="Name"
            defaultValue={title ?? ''}
            maxLength={100}
            required
          />
          <Button type="submit" kind="secondary" disabled={isEmpty || isBusy}>
            Keep in my account
          </Button>
          <a href="/account/runs">Your runs</a>
        </form>
      )}
      {told?.kind === 'fault' && (
        <Notice tone="danger" live>
          <p>{told.text}</p>
        </Notice>
      )}
      {told?.kind === 'link' && (
        <Notice tone="ok" live title="Your link">
          <p>{told.text}</p>
          <CopyField label="Link" value={told.link} mono />
        </Notice>
      )}
    </section>
  )
}
