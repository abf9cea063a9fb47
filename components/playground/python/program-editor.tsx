'use client'

import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Editor } from './code-mirror.ts'

interface ProgramEditorProps {
  text: string
  onChange(text: string): void
  /** The line that caused the step that is shown. */
  markedLine: number | null
  describedBy: string
}

const LABEL = 'Your program'

/** Where a program is written: a plain field at once, and CodeMirror in its place as soon as it is there. */
export function ProgramEditor({ text, onChange, markedLine, describedBy }: ProgramEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [editor, setEditor] = useState<Editor | null>(null)
  const newest = useRef({ text, onChange })
  useEffect(() => {
    newest.current = { text, onChange }
  })

  useEffect(() => {
    let opened: Editor | null = null
    let isGone = false
    const open = async () => {
      const { openEditor } = await import('./code-mirror.ts')
      if (isGone || !place.current) return
      const hadFocus = document.activeElement === field.current
      opened = openEditor({
        parent: place.current,
        text: newest.current.text,
        label: LABEL,
        describedBy,
        onChange: (changed) => newest.current.onChange(changed),
      })
      // At once: for a moment there would be two fields of the same name.
      flushSync(() => setEditor(opened))
      if (hadFocus) opened.focus()
    }
    // Without it the plain field stays, which does as well.
    open().catch(() => undefined)
    return () => {
      isGone = true
      opened?.destroy()
    }
  }, [describedBy])

  useEffect(() => {
    if (editor && editor.text() !== text) editor.setText(text)
  }, [editor, text])

  useEffect(() => editor?.mark(markedLine), [editor, markedLine])

  return (
    <div ref={place} className="program-editor" data-is-open={editor !== null || undefined}>
      {!editor && (
        <textarea
          ref={field}
          aria-label={LABEL}
          aria-describedby={describedBy}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  )
}
