'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { Session } from './session.ts'
import type { SessionState } from './session-state.ts'

const nothing = () => () => undefined

/** The playground's session: null on the server and until the browser has one. `begin` is called once with it. */
export function useSession(begin: (session: Session) => void): Session | null {
  const [session, setSession] = useState<Session | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a session begins once
  useEffect(() => {
    const made = new Session()
    begin(made)
    setSession(made)
    return () => made.destroy()
  }, [])
  return session
}

/** A part of the session's state; the component is drawn again when that part changes. */
export function useSessionState<T>(session: Session | null, select: (state: SessionState) => T): T | null {
  return useSyncExternalStore(
    session?.subscribe ?? nothing,
    () => (session ? select(session.getState()) : null),
    () => null,
  )
}
