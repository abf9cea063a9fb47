import 'server-only'
import { statSync } from 'node:fs'

/**
 * Keeps what was read from files that a build or `npm run dev` may write anew: each is read again once it has changed.
 * @returns a function that gives what stands in the file at a path; null when there is none
 */
export function readOnChange<T>(read: (path: string, changedAt: Date) => T): (path: string) => T | null {
  const known = new Map<string, { changedAtMs: number; value: T }>()
  return (path) => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found) return null
    const kept = known.get(path)
    if (kept?.changedAtMs === found.mtimeMs) return kept.value
    const value = read(path, found.mtime)
    known.set(path, { changedAtMs: found.mtimeMs, value })
    return value
  }
}
