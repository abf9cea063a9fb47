'use client'

import { type FormEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { inputClass } from '#components/ui/field.tsx'
import { profile } from '#simulator/index.ts'
import { hexIn } from '../drawing/snapshot.ts'
import { examples, parseDeed } from '../engine/parse-deed.ts'
import type { Deed, Freed, Sizes } from '../engine/run-view.ts'
import { count } from '../say.ts'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'

const sizeKinds = [
  ['exactly', 'exactly'],
  ['between', 'from 1 to'],
  ['mostly-small', 'on average'],
] as const

/** Requests by hand: from a form, typed, or on the block that is chosen. */
export function Hand({ session }: { session: Session | null }) {
  const run = useSessionState(session, (state) => state.run)
  const told = useSessionState(session, (state) => state.told)
  const fault = useSessionState(session, (state) => state.fault)
  const [typed, setTyped] = useState('')
  const id = useId()
  const from = profile(run?.setup.profile)

  async function act(deed: Deed) {
    const done = await session?.act(deed)
    if (!done?.ok) return false
    const { returned, requests } = done.value
    const address = typeof returned === 'number' ? hexIn(from, returned) : returned
    session?.tell(
      address === null
        ? `${count(requests, 'block')} given back.`
        : requests === 1
          ? `It returned ${address}.`
          : `${count(requests, 'request')}; the last one returned ${address}.`,
    )
    return true
  }

  async function type(event: FormEvent) {
    event.preventDefault()
    const parsed = parseDeed(typed, from)
    if (!parsed.ok) session?.refuse(parsed.fault.message)
    else if (await act(parsed.deed)) setTyped('')
  }

  const free = (what: Freed) => act({ op: 'free', what })
  const off = !run
  return (
    <section className="hand" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>By hand</h2>
      <p className="hand-told" role="status" data-refused={fault ? true : undefined}>
        {fault ?? told ?? 'What you do happens behind the step that is shown.'}
      </p>
      <MallocForm disabled={off} act={act} />
      <div className="hand-row">
        <Button kind="secondary" size="small" disabled={off} onClick={() => free({ age: 'newest' })}>
          free the newest
        </Button>
        <Button kind="secondary" size="small" disabled={off} onClick={() => free({ age: 'oldest' })}>
          the oldest
        </Button>
        <Button kind="secondary" size="small" disabled={off} onClick={() => free({ share: 0.5 })}>
          half, at random
        </Button>
        <Button kind="secondary" size="small" disabled={off} onClick={() => free({ share: 1 })}>
          all
        </Button>
        <Button kind="quiet" size="small" disabled={!run?.canUndo} onClick={() => session?.undo()}>
          Undo
        </Button>
      </div>
      <form className="hand-row hand-typed" onSubmit={type}>
        <label htmlFor={`${id}-typed`}>Or type a call</label>
        <input
          id={`${id}-typed`}
          className={classNames(inputClass, 'hand-line')}
          list={`${id}-examples`}
          placeholder="malloc(512) x 31"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <datalist id={`${id}-examples`}>
          {examples.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Button type="submit" kind="secondary" size="small" disabled={off || typed.trim() === ''}>
          Do it
        </Button>
      </form>
    </section>
  )
}

function MallocForm({ disabled, act }: { disabled: boolean; act: (deed: Deed) => Promise<boolean> }) {
  const id = useId()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const bytes = Number(data.get('bytes'))
    const kind = data.get('kind')
    const sizes: Sizes =
      kind === 'between'
        ? { kind, least: 1, most: bytes }
        : kind === 'mostly-small'
          ? { kind, mean: bytes }
          : { kind: 'exactly', bytes }
    void act({ op: 'malloc', sizes, times: Number(data.get('times')) })
  }
  const number = { className: inputClass, inputMode: 'numeric', required: true, autoComplete: 'off' } as const
  return (
    <form className="hand-row" onSubmit={submit}>
      <div>
        <label htmlFor={`${id}-kind`}>Sizes</label>
        <select id={`${id}-kind`} name="kind" className={inputClass}>
          {sizeKinds.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor={`${id}-bytes`}>Bytes</label>
        <input
          id={`${id}-bytes`}
          name="bytes"
          pattern="[0-9]{1,15}"
          title="A whole number"
          defaultValue={512}
          {...number}
        />
      </div>
      <div>
        <label htmlFor={`${id}-times`}>Times</label>
        <input
          id={`${id}-times`}
          name="times"
          pattern="[0-9]{1,6}"
          title="A whole number"
          defaultValue={1}
          {...number}
        />
      </div>
      <Button type="submit" kind="secondary" disabled={disabled}>
        <span className="font-mono text-sm">malloc</span>
      </Button>
    </form>
  )
}
