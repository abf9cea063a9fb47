/**
 * Code fences. The words after the language say what the block is:
 *
 *     ```python run            runs as it stands; the next ```output block is what it prints
 *     ```python raises=KeyError    must end in that exception
 *     ```python fragment="shows one line of a longer program"
 *     ```output                what the block before prints; <any> and <hex> are wildcards
 *     ```text figure="a line of the report"
 *
 * and `spoken="…"` is what a voice says instead of reading symbols aloud.
 */
import type { Code, Root } from 'mdast'

export interface FenceMeta {
  flags: Set<string>
  values: Map<string, string>
}

export function parseMeta(meta: string | null | undefined): FenceMeta {
  const flags = new Set<string>()
  const values = new Map<string, string>()
  for (const [, key, quoted, bare] of (meta ?? '').matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)) {
    if (key === undefined) continue
    const value = quoted ?? bare
    if (value === undefined) flags.add(key)
    else values.set(key, value)
  }
  return { flags, values }
}

/** What is wrong with a fence, or null. */
function fenceFault(lang: string | null | undefined, meta: FenceMeta): string | null {
  if (!lang) return 'a code block needs a language'
  if (lang === 'output') return null
  if (!meta.values.has('spoken')) return `a ${lang} block needs spoken="…": what a voice says in its place`
  if (lang !== 'python') return null
  const marks = [meta.flags.has('run'), meta.values.has('raises'), meta.values.has('fragment')]
  if (marks.filter(Boolean).length !== 1)
    return 'a python block is exactly one of: run, raises=Exception, fragment="reason"'
  return null
}

/** Remark plugin: hands a fence's words on to the `<code>` element, and refuses unmarked fences. */
export function remarkFences() {
  return (tree: Root, file: { fail(reason: string, place?: unknown): never }) => {
    const visit = (node: { type: string; children?: unknown[] }) => {
      if (node.type === 'code') {
        const code = node as unknown as Code
        const meta = parseMeta(code.meta)
        const fault = fenceFault(code.lang, meta)
        if (fault) file.fail(fault, code.position)
        code.data = {
          ...code.data,
          hProperties: {
            ...code.data?.hProperties,
            dataLang: code.lang,
            dataSpoken: meta.values.get('spoken') ?? '',
            dataMark: ['run', 'raises', 'fragment'].find((k) => meta.flags.has(k) || meta.values.has(k)),
          },
        }
      }
      for (const child of node.children ?? []) visit(child as typeof node)
    }
    visit(tree)
  }
}
