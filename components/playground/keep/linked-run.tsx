'use client'

import { useEffect, useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import type { Session } from '../session.ts'
import { LinkError, readFragment, unfold } from './run-link.ts'

/** The bytes of the run file that an address asks for; null when it asks for none. @throws LinkError */
async function fetchLinked(fragment: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const linked = readFragment(fragment)
  if (!linked) return null
  if ('folded' in linked) return unfold(linked.folded)
  const answer = await fetch(`/api/playground/runs/${linked.id}`).catch(() => null)
  if (!answer) throw new LinkError('There is no connection at the moment, and this run is kept on our side.')
  if (!answer.ok) throw new LinkError(((await answer.json()) as { message: string }).message)
  return unfold(new Uint8Array(await answer.arrayBuffer()))
}

/** Plays the run that the page's address holds, when it holds one, and says why when it cannot. */
export function LinkedRun({ session }: { session: Session | null }) {
  const [fault, setFault] = useState<string | null>(null)

  useEffect(() => {
    if (!session) return
    let newest = 0
    const open = async () => {
      const mine = ++newest
      let reason: string | null = null
      try {
        const bytes = await fetchLinked(location.hash)
        if (!bytes || mine !== newest) return
        const told = await session.loadTrace(bytes, { title: 'A run from a link' }, Number.MAX_SAFE_INTEGER)
        if (!told.ok) reason = told.fault.message
      } catch (error) {
        if (!(error instanceof LinkError)) throw error
        reason = error.message
      }
      if (mine === newest) setFault(reason)
    }
    void open()
    addEventListener('hashchange', open)
    return () => {
      newest = Number.NaN
      removeEventListener('hashchange', open)
    }
  }, [session])

  if (fault === null) return null
  return (
    <Notice tone="danger" live className="my-4" title="This link could not be opened">
      <p>{fault} What was played before is still here.</p>
    </Notice>
  )
}
