'use client'

import { useEffect, useId, useState, useSyncExternalStore } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'
import { examples } from './examples.ts'
import { LineTable } from './line-table.tsx'
import { packRun } from './packed-run.ts'
import { ProgramEditor } from './program-editor.tsx'
import { type PythonRun, PythonRunner, type RunnerState } from './python-runner.ts'
import { sayEnd, sayLeftOut } from './say-run.ts'
import { useProgram } from './use-program.ts'

interface PythonPanelProps {
  session: Session | null
  /** The Worker with Python, on our own origin. */
  workerPath: string
}

const nothing = () => () => undefined

function useRunner(workerPath: string): { runner: PythonRunner | null; state: RunnerState | null } {
  const [runner, setRunner] = useState<PythonRunner | null>(null)
  useEffect(() => {
    const made = new PythonRunner(workerPath)
    setRunner(made)
    return () => made.destroy()
  }, [workerPath])
  const state = useSyncExternalStore(
    runner?.subscribe ?? nothing,
    () => runner?.getState() ?? null,
    () => null,
  )
  return { runner, state }
}

const statusOf = (state: RunnerState) => {
  if (state.status === 'stopping') return 'Stopping …'
  if (state.status !== 'running') return ''
  if (!state.isLoaded) return 'Loading Python: 6 MB, the first time …'
  return `Running. ${state.requests.toLocaleString('en')} requests so far …`
}

function Result({ run, fault }: { run: PythonRun | null; fault: string | null }) {
  if (fault !== null) {
    return (
      <Notice tone="danger" live title="Python did not run">
        <p>{fault} Your program is still in the editor, and the picture is as it was.</p>
      </Notice>
    )
  }
  if (!run) return null
  const leftOut = sayLeftOut(run)
  return (
    <Notice
      tone={run.how === 'finished' ? 'ok' : 'info'}
      title={run.how === 'finished' ? 'Done' : run.how === 'error' ? 'Ended by an error' : 'Stopped'}
      live
    >
      <p>{sayEnd(run)}</p>
      {leftOut && <p className="text-sm text-muted">{leftOut}</p>}
    </Notice>
  )
}

/** Runs a learner's own Python and plays what it asked of the allocator. */
export function PythonPanel({ session, workerPath }: PythonPanelProps) {
  const id = useId()
  const { runner, state } = useRunner(workerPath)
  const { program, hasOwn, slug, change, choose } = useProgram()
  const [shown, setShown] = useState<PythonRun | null>(null)
  const sourceLine = useSessionState(session, ({ frame }) => frame?.sourceLine ?? null)
  const source = useSessionState(session, ({ run }) => run?.source ?? null)
  const isBusy = state?.status === 'running' || state?.status === 'stopping'
  const output = state?.output ?? ''

  const play = async () => {
    if (!runner || !session || isBusy) return
    const run = await runner.run(program)
    if (!run) return
    setShown(run)
    if (run.requests === 0) return
    const { trace, sourceLines } = packRun(run)
    await session.loadTrace(
      trace,
      {
        title: 'Your program',
        source: run.program,
        sourceLines,
        setup: { profile: '32-bit', misalignment: 0, debugHooks: false },
      },
      run.requests,
    )
  }

  return (
    <section className="python" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Your own Python</h2>
      <p id={`${id}-what`} className="python-what">
        CPython 3.14, running in your browser. Whatever your program asks of the allocator is recorded with
        the line that asked, and plays in the picture above.
      </p>
      <div className="python-desk">
        <div className="python-write">
          <label className="python-examples">
            Start from{' '}
            <select value={slug} onChange={({ target }) => choose(target.value)} disabled={isBusy}>
              <option value="" disabled={!hasOwn}>
                Your own program
              </option>
              {examples.map((example) => (
                <option key={example.slug} value={example.slug}>
                  {example.title}
                </option>
              ))}
            </select>
          </label>
          <ProgramEditor
            text={program}
            onChange={change}
            markedLine={source === program ? sourceLine : null}
            describedBy={`${id}-what`}
          />
          <div className="python-run">
            {isBusy ? (
              <Button kind="danger" onClick={() => runner?.stop()} disabled={state?.status === 'stopping'}>
                Stop
              </Button>
            ) : (
              <Button onClick={() => void play()} disabled={!runner || !session}>
                Run and record
              </Button>
            )}
            <p role="status">{state && statusOf(state)}</p>
          </div>
        </div>
        <div className="python-told">
          <Result run={state?.run ?? null} fault={state?.fault ?? null} />
          {(output !== '' || (state?.run?.traceback ?? '') !== '') && (
            <section aria-labelledby={`${id}-output`}>
              <h3 id={`${id}-output`}>Output</h3>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
              <pre tabIndex={0} className="python-output">
                {output}
                {state?.isOutputCut && '\n… More was printed; the first 65,536 characters are shown.\n'}
                {state?.run?.traceback && <span className="text-danger">{state.run.traceback}</span>}
              </pre>
            </section>
          )}
          {shown && shown === state?.run && <LineTable run={shown} />}
          <WhatItIs />
        </div>
      </div>
    </section>
  )
}

function WhatItIs() {
  return (
    <details className="python-honest">
      <summary>What this is, exactly</summary>
      <p>
        Real CPython 3.14.2, compiled to WebAssembly by the Pyodide project: a 32-bit build, so objects are
        smaller than on your machine, and one without the small-object allocator. Every malloc, calloc,
        realloc and free that it makes for objects and for its own buffers is recorded, and the exact model of
        CPython’s allocator (32-bit, 256 KiB arenas) serves them anew. The requests are real; addresses, pools
        and arenas are the model’s.
      </p>
      <p>
        Recorded is what happens while a line of your program runs, the library code that it calls included.
        Loading Python, compiling your program and ending it are not. Recording happens outside of Python and
        adds no request of its own. Objects that Python takes from its own free lists (some floats, tuples,
        lists, dicts) ask for nothing, here as everywhere. Imports read the library from an archive, which
        asks for more than reading files does.
      </p>
      <p>
        Your program stays in your browser, and nothing that it does leaves it. It has the standard library,
        but no network, no threads and no keyboard. The same program makes the same requests each time.
        5,000,000 requests are the limit. Once loaded, it runs without a connection.
      </p>
    </details>
  )
}
