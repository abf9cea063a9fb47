'use client'

import { useEffect, useState } from 'react'
import { examples } from './examples.ts'

const KEY = 'playground-program'

/** A browser may forbid its storage; the program is then kept as long as the page is open. */
function stored(): string {
  try {
    return localStorage.getItem(KEY) ?? ''
  } catch {
    return ''
  }
}

function store(program: string): void {
  try {
    localStorage.setItem(KEY, program)
  } catch {
    // See `stored`.
  }
}

const exampleOf = (program: string) => examples.find((example) => example.program === program)

/** The program in the editor. What somebody wrote is kept in the browser, and comes back after they looked at an example. */
export function useProgram() {
  const [program, setProgram] = useState(examples[0]?.program ?? '')
  const [own, setOwn] = useState('')

  useEffect(() => {
    const kept = stored()
    if (kept === '') return
    setOwn(kept)
    setProgram(kept)
  }, [])

  return {
    program,
    hasOwn: own !== '',
    /** The example that stands in the editor; '' for a program of their own. */
    slug: exampleOf(program)?.slug ?? '',
    change: (text: string) => {
      setProgram(text)
      if (exampleOf(text)) return
      setOwn(text)
      store(text)
    },
    choose: (slug: string) => setProgram(examples.find((example) => example.slug === slug)?.program ?? own),
  }
}
