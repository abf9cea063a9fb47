'use client'

import { type ReactNode, useId, useState } from 'react'
import type { Place } from '../drawing/display-list.ts'
import type { Lists as ListsView, Ring } from '../engine/run-view.ts'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'
import { Chosen } from './chosen.tsx'
import { PlaceButton } from './place-button.tsx'

interface ListsProps {
  session: Session | null
  show: (place: Place) => void
}

const arenaPlace = (arena: number): Place => ({ arena, pool: -1, block: -1 })

/** Beside the picture: what was chosen, the lists in their own order, the counters and the statistics. */
export function Lists({ session, show }: ListsProps) {
  const lists = useSessionState(session, (state) => state.lists)
  return (
    <aside className="lists" aria-label="Lists and counters">
      <Panel title="Chosen" open>
        <Chosen session={session} show={show} />
      </Panel>
      <Panel title="usable_arenas" note={lists ? `${lists.usableLength}` : ''} mono open>
        {lists && session && <Usable session={session} lists={lists} show={show} />}
      </Panel>
      <Panel title="usedpools" note={lists ? `${lists.rings.length} rings` : ''} mono open>
        {lists && session && <Rings session={session} rings={lists.rings} show={show} />}
      </Panel>
      <Panel title="Counters">{lists && <Counters lists={lists} />}</Panel>
      <Statistics session={session} text={lists?.statsText ?? null} />
    </aside>
  )
}

interface PanelProps {
  title: string
  note?: string
  mono?: boolean
  open?: boolean
  onToggle?: (open: boolean) => void
  children: ReactNode
}

function Panel({ title, note, mono, open, onToggle, children }: PanelProps) {
  return (
    <details className="panel" open={open} onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary>
        <h2 className={mono ? 'font-mono' : undefined}>{title}</h2>
        {note && <span>{note}</span>}
      </summary>
      {children}
    </details>
  )
}

/** The doubly linked list from its head, and the fingers into it. */
function Usable({
  session,
  lists,
  show,
}: {
  session: Session
  lists: ListsView
  show: (place: Place) => void
}) {
  const { usable, usableLength, fingers } = lists
  const chain = usable.map(({ arena }) => arenaPlace(arena))
  const lastOf = new Map(fingers.map(({ arena, nfreepools }) => [arena, nfreepools]))
  if (usableLength === 0)
    return <p className="panel-empty">NULL: no arena has a free pool. The next pool needs a new arena.</p>
  return (
    <>
      <p className="panel-label">
        Fewest free pools first. A finger <span className="font-mono">nfp2lasta[k]</span> points at the last
        arena with k of them.
      </p>
      <ol
        className="links is-double"
        onMouseEnter={() => session.point(null, chain)}
        onMouseLeave={() => session.point(null)}
      >
        {usable.map(({ arena, nfreepools }, place) => (
          // Rows keep their place and change their text: while it plays, making them anew would cost a frame.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={place}>
            <PlaceButton session={session} place={arenaPlace(arena)} show={show}>
              arena {arena} <span className="tabular-nums">{nfreepools} free</span>
            </PlaceButton>
            {lastOf.has(arena) && (
              <span className="finger" title={`nfp2lasta[${lastOf.get(arena)}] points here`}>
                <span aria-hidden="true">☜</span>
                <span className="sr-only">finger </span>[{lastOf.get(arena)}]
              </span>
            )}
          </li>
        ))}
        <li className="links-end">
          {usableLength > usable.length ? `${usableLength - usable.length} more` : 'NULL'}
        </li>
      </ol>
    </>
  )
}

function Rings({
  session,
  rings,
  show,
}: {
  session: Session
  rings: readonly Ring[]
  show: (place: Place) => void
}) {
  if (rings.length === 0) return <p className="panel-empty">Every ring is empty: no pool is partly used.</p>
  return (
    <ul className="rings">
      {rings.map(({ sizeClass, blockSize, length, pools }) => {
        const shown = pools.slice(0, 6)
        const places = shown.map(({ arena, pool }) => ({ arena, pool, block: -1 }))
        return (
          <li
            key={sizeClass}
            onMouseEnter={() => session.point(null, places)}
            onMouseLeave={() => session.point(null)}
          >
            <span className="ring-name">
              <i className={`slot is-used class-${sizeClass}`} /> {blockSize}
              <span className="sr-only"> bytes, {length} in the ring</span>
            </span>
            <ol className="links is-double">
              {shown.map(({ arena, pool, count, blocks }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <li key={place}>
                  <PlaceButton session={session} place={{ arena, pool, block: -1 }} show={show}>
                    <span className="sr-only">
                      pool {pool} of arena {arena}, {count} of {blocks} in use
                    </span>
                    <span aria-hidden="true">
                      {arena}:{pool}{' '}
                      <small>
                        {count}/{blocks}
                      </small>
                    </span>
                  </PlaceButton>
                </li>
              ))}
              {length > shown.length && <li className="links-end">{length - shown.length} more</li>}
            </ol>
          </li>
        )
      })}
    </ul>
  )
}

function Counters({ lists: { counters } }: { lists: ListsView }) {
  const rows = [
    ['narenas_currently_allocated', counters.narenas_currently_allocated],
    ['ntimes_arena_allocated', counters.ntimes_arena_allocated],
    ['narenas_highwater', counters.narenas_highwater],
    ['maxarenas', counters.maxarenas],
    ['raw_allocated_blocks', counters.raw_allocated_blocks],
    ['sys.getallocatedblocks()', counters.allocatedBlocks],
  ] as const
  return (
    <dl className="fields">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Exactly what `sys._debugmallocstats()` would write; made only while it is open. */
function Statistics({ session, text }: { session: Session | null; text: string | null }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <details
      className="panel"
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open)
        session?.wantStats(event.currentTarget.open)
      }}
    >
      <summary>
        <h2 id={id} className="font-mono">
          _debugmallocstats
        </h2>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-labelledby={id} className="stats">
        <pre>{text ?? '…'}</pre>
      </section>
    </details>
  )
}
