'use client'

import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Notice } from '#components/ui/notice.tsx'

interface CheckFileProps {
  /** SHA-256 of each file that was handed out, in hexadecimal. */
  hashes: readonly string[]
  isRevoked: boolean
  /** When the name was corrected last, in words: files from before that no longer count. */
  correctedOn: string | null
}

type Verdict = 'issued' | 'other' | 'no-pdf' | 'too-large' | 'unreadable' | 'cannot-check'

/** Many times the size of a certificate. */
const mostBytes = 5_000_000

async function judge(file: File, hashes: readonly string[]): Promise<Verdict> {
  if (!globalThis.crypto?.subtle) return 'cannot-check'
  if (file.size > mostBytes) return 'too-large'
  try {
    const bytes = await file.arrayBuffer()
    if (new TextDecoder('latin1').decode(bytes.slice(0, 5)) !== '%PDF-') return 'no-pdf'
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return hashes.includes(hash) ? 'issued' : 'other'
  } catch {
    return 'unreadable'
  }
}

/** Tells whether a PDF is the one that was issued, byte for byte. The file stays in the browser. */
export function CheckFile({ hashes, isRevoked, correctedOn }: CheckFileProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const [result, setResult] = useState<{ name: string; verdict: Verdict } | null>(null)

  async function check(file: File | undefined) {
    if (!file) return
    setResult({ name: file.name, verdict: await judge(file, hashes) })
  }

  return (
    <div className="font-sans text-base">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        className={classNames(
          'border border-dashed px-5 py-6 text-center',
          isOver ? 'border-ink bg-sheet' : 'border-rule-strong',
        )}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setIsOver(false)
          void check(event.dataTransfer.files[0])
        }}
      >
        <p className="mb-3">Drop the PDF here, or</p>
        <Button kind="secondary" onClick={() => input.current?.click()}>
          Choose the PDF
        </Button>
        <input
          ref={input}
          type="file"
          accept="application/pdf,.pdf"
          aria-label="PDF to check"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void check(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <p className="mt-3 text-sm text-muted">It is checked in your browser and sent nowhere.</p>
      </div>
      <div aria-live="polite" className="mt-4">
        {result && <Answer {...result} isRevoked={isRevoked} correctedOn={correctedOn} />}
      </div>
    </div>
  )
}

function Answer({
  name,
  verdict,
  isRevoked,
  correctedOn,
}: { name: string; verdict: Verdict } & Omit<CheckFileProps, 'hashes'>) {
  const file = <strong className="font-semibold break-all">{name}</strong>
  switch (verdict) {
    case 'issued':
      return (
        <Notice tone={isRevoked ? 'danger' : 'ok'} title={isRevoked ? 'Unaltered, but revoked' : 'Unaltered'}>
          <p>
            {file} is the file that was issued here, byte for byte.
            {isRevoked && ' The certificate was revoked since, and proves nothing now.'}
          </p>
        </Notice>
      )
    case 'other':
      return (
        <Notice tone="danger" title="Not the file that was issued">
          <p>
            {file} is another file, or was altered after it was issued. A copy that was printed to PDF or
            saved anew counts as altered: the facts on this page hold, whatever the file says.
          </p>
          {correctedOn && (
            <p>The name was corrected on {correctedOn}; files from before that day no longer count.</p>
          )}
        </Notice>
      )
    case 'no-pdf':
      return (
        <Notice tone="danger" title="Not a PDF">
          <p>{file} is no PDF, so it cannot be the certificate.</p>
        </Notice>
      )
    case 'too-large':
      return (
        <Notice tone="danger" title="Too large">
          <p>{file} is many times larger than any certificate, so it cannot be one. It was not read.</p>
        </Notice>
      )
    case 'unreadable':
      return (
        <Notice tone="danger" title="Not checked">
          <p>Your browser could not read {file}. Save it on this device, and choose it again.</p>
        </Notice>
      )
    case 'cannot-check':
      return (
        <Notice tone="danger" title="Not checked">
          <p>
            This browser can check files only on pages that were loaded securely (https). {file} was not read.
          </p>
        </Notice>
      )
  }
}
