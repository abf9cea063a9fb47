import { existsSync, readFileSync } from 'node:fs'
import matter from 'gray-matter'
import type { z } from 'zod'
import { ContentError } from './content-error.ts'

function listFaults(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`).join('; ')
}

/** Line of the first `"key"` or `key:` in a text, for the fault that a schema names by path. */
function lineOf(text: string, path: PropertyKey[]): number | undefined {
  const key = path.findLast((part) => typeof part === 'string')
  if (key === undefined) return undefined
  const index = text.split('\n').findIndex((line) => new RegExp(`^\\s*"?${String(key)}"?\\s*:`).test(line))
  return index === -1 ? undefined : index + 1
}

function parseWith<S extends z.ZodType>(schema: S, value: unknown, text: string, file: string): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ContentError(listFaults(parsed.error), file, lineOf(text, parsed.error.issues[0]?.path ?? []))
}

/** A JSON file in the form of its schema. @throws ContentError */
export function readJson<S extends z.ZodType>(schema: S, file: string): z.infer<S> {
  if (!existsSync(file)) throw new ContentError('is missing', file)
  const text = readFileSync(file, 'utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const position = /position (\d+)/.exec(reason)
    const line = position ? text.slice(0, Number(position[1])).split('\n').length : undefined
    throw new ContentError(`is not JSON: ${reason}`, file, line)
  }
  return parseWith(schema, value, text, file)
}

/**
 * An MDX file: its head in the form of the schema, and its body with the head's lines left blank, so that every later
 * message names the line that an editor shows. @throws ContentError
 */
export function readMdx<S extends z.ZodType>(schema: S, file: string): { head: z.infer<S>; body: string } {
  if (!existsSync(file)) throw new ContentError('is missing', file)
  const text = readFileSync(file, 'utf8')
  let parsed: ReturnType<typeof matter>
  try {
    // Options keep gray-matter from caching a half-parsed file.
    parsed = matter(text, {})
  } catch (error) {
    const mark = (error as { mark?: { line?: number } }).mark
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? error.message) : String(error)
    throw new ContentError(
      `the front matter is not YAML: ${reason}`,
      file,
      mark?.line === undefined ? 1 : mark.line + 1,
    )
  }
  if (!text.startsWith('---'))
    throw new ContentError('begins without front matter (a block between ---)', file, 1)
  const headLines = text.slice(0, text.length - parsed.content.length).split('\n').length - 1
  return {
    head: parseWith(schema, parsed.data, text, file),
    body: '\n'.repeat(headLines) + parsed.content,
  }
}
