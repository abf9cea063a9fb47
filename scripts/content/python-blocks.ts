/** The Python blocks of a lesson, with what each is said to do and to print. */
import { parseMeta } from './fences.ts'

export interface PythonBlock {
  /** Of the fence. */
  line: number
  code: string
  /** What it prints, with wildcards; null where the page shows no output. */
  output: string | null
  /** The exception that it must end in. */
  raises: string | null
}

/** Blocks marked `run` or `raises`, in their order; fragments are left out. */
export function runnableBlocks(mdx: string): PythonBlock[] {
  const fences = [...mdx.matchAll(/^```(\w+)(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    lang: match[1],
    meta: parseMeta(match[2]),
    text: match[3] ?? '',
    line: mdx.slice(0, match.index).split('\n').length,
  }))
  return fences.flatMap((fence, index) => {
    const raises = fence.meta.values.get('raises') ?? null
    if (fence.lang !== 'python' || !(fence.meta.flags.has('run') || raises)) return []
    const next = fences[index + 1]
    return [
      { line: fence.line, code: fence.text, output: next?.lang === 'output' ? next.text : null, raises },
    ]
  })
}
