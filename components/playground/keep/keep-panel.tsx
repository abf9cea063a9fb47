'use client'

import { type ReactNode, type RefObject, useId, useState } from 'react'
import { CopyField } from '#components/certificate/copy-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { HeapView } from '../drawing/heap-view.ts'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'
import { fold, keptFragment, writeFragment } from './run-link.ts'
import { fileName, saveFile } from './save-file.ts'

interface KeepPanelProps {
  session: Session | null
  view: RefObject<HeapView | null>
  /** Whether this person may keep runs in an account; when not, what to tell instead. */
  offer: ReactNode | null
}

type Told = { kind: 'link'; link: string; text: string } | { kind: 'fault'; text: string } | null

const linkTo = (fragment: string) => `${location.origin}/playground${fragment}`

/** A link, a picture and a file of the run that is played; and a place for it in the account. */
export function KeepPanel({ session, view, offer }: KeepPanelProps) {
  const id = useId()
  const [told, setTold] = useState<Told>(null)
  const [isBusy, setIsBusy] = useState(false)
  const run = useSessionState(session, (state) => state.run)
  const isEmpty = !run || run.length === 0

  const doing = async (work: (playing: Session) => Promise<Told>) => {
    if (!session) return
    setIsBusy(true)
    setTold(null)
    try {
      setTold(await work(session))
    } catch {
      setTold({ kind: 'fault', text: 'There is no connection at the moment. Nothing was kept; try again.' })
    } finally {
      setIsBusy(false)
    }
  }

  const makeLink = () =>
    doing(async (playing) => {
      const fragment = writeFragment(await fold(await playing.file()))
      if (fragment === null) {
        return {
          kind: 'fault',
          text: `This run is too large to stand in a link. ${offer ? 'Save it as a trace file instead: whoever has the file can open it here.' : 'Keep it in your account, and it gets a short one.'}`,
        }
      }
      return {
        kind: 'link',
        link: linkTo(fragment),
        text: 'The whole run stands in this link; nothing is kept here.',
      }
    })

  const keep = (title: string) =>
    doing(async (playing) => {
      const answer = await fetch(`/api/playground/runs?title=${encodeURIComponent(title)}`, {
        method: 'POST',
        body: await fold(await playing.file()),
      })
      const said = (await answer.json()) as { id?: string; code?: string; message?: string }
      if (said.id !== undefined) {
        return {
          kind: 'link',
          link: linkTo(keptFragment(said.id)),
          text: 'Kept in your account. Whoever has this link can play it.',
        }
      }
      const text =
        said.code === 'too_large'
          ? 'Folded, this run is larger than the 2 MB that can be kept. Save it as a trace file instead.'
          : (said.message ?? 'It could not be kept.')
      return { kind: 'fault', text }
    })

  const savePicture = (kind: 'svg' | 'png') =>
    doing(async () => {
      const title = run?.title ?? 'A heap'
      const picture =
        kind === 'svg'
          ? new Blob([view.current?.toSvg(title) ?? ''], { type: 'image/svg+xml' })
          : await view.current?.toPng()
      if (picture) saveFile(picture, fileName(title, kind))
      return null
    })

  const saveTrace = () =>
    doing(async (playing) => {
      saveFile(
        new Blob([await playing.file()], { type: 'text/plain' }),
        fileName(run?.title ?? 'run', 'trace'),
      )
      return null
    })

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
            key={run?.title}
            className="min-w-0 grow"
            name="title"
            label="Name"
            defaultValue={run?.title ?? ''}
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
