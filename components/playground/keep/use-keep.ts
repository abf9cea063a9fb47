import { type RefObject, useState } from 'react'
import type { HeapView } from '../drawing/heap-view.ts'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'
import { fold, keptFragment, writeFragment } from './run-link.ts'
import { fileName, saveFile } from './save-file.ts'

/** What came of it; null when there is nothing to say. */
type Told = { kind: 'link'; link: string; text: string } | { kind: 'fault'; text: string } | null

const linkTo = (fragment: string) => `${location.origin}/playground${fragment}`

/** The ways to keep the run that is played, one at a time. */
export function useKeep(
  session: Session | null,
  view: RefObject<HeapView | null>,
  /** Whether this person may keep runs in an account. */
  hasAccount: boolean,
) {
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
          text: `This run is too large to stand in a link. ${hasAccount ? 'Keep it in your account, and it gets a short one.' : 'Save it as a trace file instead: whoever has the file can open it here.'}`,
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

  return { told, isBusy, title: run?.title, isEmpty, makeLink, keep, savePicture, saveTrace }
}
