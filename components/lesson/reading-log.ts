/**
 * What this browser read and the server has not acknowledged, kept over closed tabs and dead batteries. An anonymous
 * reader's log stays on the device until they sign in, and then belongs to them.
 */

export interface LogEntry {
  /** Whose reading it is; empty for an anonymous reader. */
  owner: string
  courseSlug: string
  lessonSlug: string
  visitId: string
  blockId: string | null
  /** The sentence, where the place was heard. */
  sentenceId: string | null
  fraction: number
  startedAt: number
  at: number
  activeSeconds: number
  endSeen: boolean
}

interface Outcome {
  visitId: string
  lessonSlug: string
  kept: boolean
  isDone: boolean
}

/** Read by the script in the page too (resume-script.tsx). */
export const logKey = 'reading'
const longest = 40

const isSame = (a: LogEntry, b: LogEntry) => a.visitId === b.visitId && a.lessonSlug === b.lessonSlug

function read(): LogEntry[] {
  try {
    return JSON.parse(localStorage.getItem(logKey) ?? '[]')
  } catch {
    // Storage is refused or broken: progress is sent while the tab is open, and that is all that can be done.
    return []
  }
}

function write(entries: LogEntry[]): void {
  try {
    localStorage.setItem(logKey, JSON.stringify(entries.slice(-longest)))
  } catch {
    // As above.
  }
}

/** Puts down how far a visit is. */
export function note(entry: LogEntry): void {
  write([...read().filter((known) => !isSame(known, entry)), entry])
}

/** Where somebody who is not signed in was last in a lesson, as far as this device knows. */
export function placeOnThisDevice(lessonSlug: string): Pick<LogEntry, 'blockId' | 'sentenceId'> | null {
  const known = read().filter((entry) => entry.lessonSlug === lessonSlug && entry.owner === '')
  return known.reduce<LogEntry | null>((last, entry) => (last && last.at > entry.at ? last : entry), null)
}

/** Forgets what the server has taken, unless the visit went on meanwhile. */
function forget(sent: LogEntry[]): void {
  write(read().filter((known) => !sent.some((entry) => isSame(known, entry) && known.at <= entry.at)))
}

const body = (reports: LogEntry[]) =>
  JSON.stringify({ sentAt: Date.now(), reports: reports.map(({ owner: _, ...report }) => report) })

const address = '/api/progress'

/** What waits for this owner: their own, and what they read here before they signed in. */
const waitingFor = (owner: string) => read().filter((entry) => entry.owner === owner || entry.owner === '')

/** Sends what waits. What could not be sent, or was not taken for a passing reason, stays. */
export async function send(owner: string): Promise<Outcome[]> {
  const entries = waitingFor(owner)
  if (!owner || entries.length === 0 || !navigator.onLine) return []
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: body(entries),
    keepalive: true,
  }).catch(() => null)
  // Not ours to send any more, or not in a form that is understood: it would never be taken.
  if (answer && [400, 403, 413].includes(answer.status)) forget(entries)
  if (!answer?.ok) return []
  forget(entries)
  const { outcomes }: { outcomes: Outcome[] } = await answer.json()
  return outcomes
}

/** Sends what waits as the page goes away. Nobody hears the answer, so it stays until the next visit sends it again. */
export function sendOnLeaving(owner: string): void {
  const entries = waitingFor(owner)
  if (owner && entries.length > 0)
    navigator.sendBeacon(address, new Blob([body(entries)], { type: 'application/json' }))
}
