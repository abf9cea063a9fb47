'use client'

import { type ChangeEvent, useId, useState } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { inputClass } from '#components/ui/field.tsx'
import { readTraceFile } from '../engine/trace-file.ts'
import type { Program } from '../offers.ts'
import { count } from '../say.ts'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'

interface ProgramsProps {
  session: Session | null
  programs: readonly Program[]
  /** Plays the program that the page opens with. */
  playOpening: (session: Session) => Promise<unknown>
}

const titleOf = (slug: string) => `${slug.charAt(0).toUpperCase()}${slug.slice(1).replaceAll('-', ' ')}`

/** What is played: the opening, an empty heap, a recorded program, or a trace of one's own. */
export function Programs({ session, programs, playOpening }: ProgramsProps) {
  const run = useSessionState(session, (state) => state.run)
  // What was just chosen, until it plays: the list shows what is played, whoever had it played.
  const [coming, setComing] = useState<string | null>(null)
  const chosen = coming ?? (run ? (run.offer ?? 'own') : 'opening')
  const id = useId()
  const program = programs.find(({ slug }) => slug === chosen)

  async function choose(slug: string) {
    if (!session) return
    setComing(slug)
    if (slug === 'opening') await playOpening(session)
    else if (slug === 'empty') await session.clear()
    else {
      const found = programs.find((each) => each.slug === slug)
      if (found) await fetchProgram(session, found)
    }
    setComing((newest) => (newest === slug ? null : newest))
  }

  async function upload(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.target.files ?? []
    event.target.value = ''
    if (!file || !session) return
    const read = await readTraceFile(file)
    if (!read.ok) session.refuse(read.fault.message)
    else await session.loadTrace(read.value, { title: file.name })
  }

  return (
    <div className="programs">
      <div className="programs-row">
        <label htmlFor={`${id}-program`}>Program</label>
        <select
          id={`${id}-program`}
          className={inputClass}
          value={chosen}
          disabled={!session}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="opening">Opening: fill, thin out, drain</option>
          <option value="empty">An empty heap, by hand</option>
          <optgroup label="Recorded in real CPython">
            {programs.map(({ slug, operations }) => (
              <option key={slug} value={slug}>
                {titleOf(slug)}, {operations.toLocaleString('en')} steps
              </option>
            ))}
          </optgroup>
          {chosen === 'own' && <option value="own">{run?.title}</option>}
        </select>
        <UploadButton disabled={!session} onChange={upload} />
      </div>
      {program && (
        <div className="programs-about">
          <p>
            {program.about} Recorded in CPython {program.python}; the first{' '}
            {count(program.startupOperations, 'step')} are the interpreter's own start.
          </p>
          <details>
            <summary>The program</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section tabIndex={0} aria-label={`Source of ${titleOf(program.slug)}`}>
              <pre>{program.source}</pre>
            </section>
          </details>
        </div>
      )}
    </div>
  )
}

async function fetchProgram(session: Session, program: Program): Promise<void> {
  const about = { title: titleOf(program.slug), offer: program.slug, source: program.source }
  try {
    const answer = await fetch(`/playground/programs/${program.slug}?v=${program.version}`)
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
    const read = await readTraceFile(await answer.blob())
    if (read.ok) await session.loadTrace(read.value, about, program.startupOperations)
    else session.refuse(read.fault.message)
  } catch {
    session.refuse(
      `${about.title} could not be fetched, and the former run stays. Check your connection, and choose it again.`,
    )
  }
}

interface UploadButtonProps {
  disabled: boolean
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
}

function UploadButton({ disabled, onChange }: UploadButtonProps) {
  return (
    <label className={`${buttonClass('secondary', 'small')} upload`}>
      Upload a trace
      <input
        type="file"
        className="sr-only"
        accept=".trace,.txt,.gz,text/plain,application/gzip"
        disabled={disabled}
        onChange={onChange}
      />
    </label>
  )
}
