'use client'

import type { ReactNode } from 'react'
import { type Place, samePlace } from '../drawing/display-list.ts'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'

interface PlaceButtonProps {
  session: Session
  place: Place
  /** Brings it into sight. */
  show: (place: Place) => void
  children: ReactNode
}

/** Something in a list that is something in the picture: hovered or focused it is outlined there, pressed it is chosen and shown. */
export function PlaceButton({ session, place, show, children }: PlaceButtonProps) {
  const isPointed = useSessionState(session, (state) => samePlace(state.pointed, place))
  const isChosen = useSessionState(session, (state) => samePlace(state.chosen, place))
  return (
    <button
      type="button"
      className="place"
      data-pointed={isPointed || undefined}
      aria-pressed={isChosen ?? false}
      onMouseEnter={() => session.point(place)}
      onMouseLeave={() => session.point(null)}
      onFocus={() => session.point(place)}
      onBlur={() => session.point(null)}
      onClick={() => {
        session.choose(place)
        show(place)
      }}
    >
      {children}
    </button>
  )
}
