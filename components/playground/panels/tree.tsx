'use client'

import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { Place } from '../drawing/display-list.ts'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'
import { type TreeItem, treeItems, treeMove } from './tree-items.ts'

interface TreeProps {
  session: Session
  show: (place: Place) => void
}

/** The heap as a tree that can be walked by keyboard: what the picture shows, in words. It rests while the run plays. */
export function Tree({ session, show }: TreeProps) {
  const frame = useSessionState(session, (state) => (state.playing ? null : state.frame))
  const run = useSessionState(session, (state) => state.run)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [focused, setFocused] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const helpId = useId()

  if (!frame || !run) return <p className="panel-empty">The tree stands here when the run rests.</p>
  const items = treeItems(frame, run, open)
  if (items.length === 0) return <p className="panel-empty">No arena yet: the first malloc takes one.</p>
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === focused),
  )

  function goTo(i: number) {
    const item = items[i]
    if (!item) return
    setFocused(item.id)
    session.point(item.place)
    list.current?.querySelector<HTMLElement>(`[data-row="${item.id}"]`)?.focus()
  }

  function toggle(id: string) {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
    session.want(
      'tree',
      [...next]
        .filter((each) => each.includes('/'))
        .map((each) => each.split('/').map(Number) as [number, number]),
    )
  }

  function choose(item: TreeItem) {
    setFocused(item.id)
    session.choose(item.place)
    show(item.place)
  }

  function press(event: KeyboardEvent) {
    const move = treeMove(items, at, event.key)
    const item = items[at]
    if (!move || !item) return
    event.preventDefault()
    if (move === 'choose') choose(item)
    else if (move === 'free') void session.freeAt(item.place)
    else if ('to' in move) goTo(move.to)
    else toggle(move.toggle)
  }

  return (
    <>
      <p id={helpId} className="panel-label">
        Arrows walk and open, Enter shows in the picture, Delete frees a block.
      </p>
      <div
        ref={list}
        role="tree"
        aria-label="Arenas, pools and blocks"
        aria-describedby={helpId}
        tabIndex={-1}
        className="tree"
        onKeyDown={press}
      >
        {items.map((item, i) => (
          <div
            key={item.id}
            role="treeitem"
            data-row={item.id}
            data-level={item.level}
            aria-level={item.level}
            aria-posinset={item.position}
            aria-setsize={item.of}
            aria-selected={i === at}
            {...(item.open === null ? {} : { 'aria-expanded': item.open })}
            tabIndex={i === at ? 0 : -1}
            onFocus={() => session.point(item.place)}
            onBlur={() => session.point(null)}
            onMouseEnter={() => session.point(item.place)}
            onMouseLeave={() => session.point(null)}
            onClick={() => {
              if (item.open !== null) toggle(item.id)
              choose(item)
            }}
            onKeyDown={undefined}
          >
            {item.open !== null && <span aria-hidden="true">{item.open ? '−' : '+'}</span>}
            {item.label}
          </div>
        ))}
      </div>
    </>
  )
}
