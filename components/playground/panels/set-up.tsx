'use client'

import { useId } from 'react'
import { inputClass } from '#components/ui/field.tsx'
import { profile, profileNames } from '#simulator/index.ts'
import type { Setup } from '../engine/run-view.ts'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'

const PAGE = 0x1000

/** Which CPython it is. A change runs the same requests again. */
export function SetUp({ session }: { session: Session | null }) {
  const run = useSessionState(session, (state) => state.run)
  const id = useId()
  if (!run) return null
  const { setup } = run
  const bits = profile(setup.profile).pointerBytes * 8
  const change = (to: Partial<Setup>) => session?.change({ ...setup, ...to })
  const names = profileNames.filter((name) => profile(name).pointerBytes * 8 === bits)
  return (
    <details className="set-up">
      <summary>
        Set-up: {profile(setup.profile).label}
        {setup.debugHooks && ', debug hooks'}
      </summary>
      <div className="set-up-fields">
        <div>
          <label htmlFor={`${id}-bits`}>Bits</label>
          <select
            id={`${id}-bits`}
            className={inputClass}
            value={bits}
            onChange={(event) =>
              change({ profile: event.target.value === '32' ? '32-bit' : '3.11', misalignment: PAGE })
            }
          >
            <option value={64}>64</option>
            <option value={32}>32</option>
          </select>
        </div>
        <div>
          <label htmlFor={`${id}-profile`}>Python</label>
          <select
            id={`${id}-profile`}
            className={inputClass}
            value={setup.profile}
            onChange={(event) => {
              const { toy } = profile(event.target.value)
              change({ profile: event.target.value, misalignment: toy ? 0 : PAGE })
            }}
          >
            {names.map((name) => (
              <option key={name} value={name}>
                {profile(name).label}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={`${id}-misalignment`}>Arenas lie</label>
          <select
            id={`${id}-misalignment`}
            className={inputClass}
            value={setup.misalignment}
            onChange={(event) => change({ misalignment: Number(event.target.value) })}
          >
            <option value={0}>aligned to a pool</option>
            {!profile(setup.profile).toy &&
              [1, 2, 3].map((pages) => (
                <option key={pages} value={pages * PAGE}>
                  {['', 'one page', 'two pages', 'three pages'][pages]} off
                </option>
              ))}
          </select>
        </div>
        <label className="set-up-check">
          <input
            type="checkbox"
            checked={setup.debugHooks}
            onChange={(event) => change({ debugHooks: event.target.checked })}
          />{' '}
          Debug hooks (<span className="font-mono">PYTHONMALLOC=debug</span>)
        </label>
      </div>
      <p>A change makes the same requests again, in the other allocator.</p>
    </details>
  )
}
