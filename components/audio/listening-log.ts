/** What was heard, put down as what is read is: place, time and end count by the same rules. */
import { note } from '../lesson/reading-log.ts'
import { type HeardPlace, tellHeard } from './now-heard.ts'

let visit = { id: '', startedAt: 0, activeSeconds: 0 }

/** A lesson begins to be heard. */
export function beginVisit(): void {
  const id = crypto.randomUUID?.() ?? String(Math.random()).slice(2)
  visit = { id, startedAt: Date.now(), activeSeconds: 0 }
}

/** Counts a second of listening. @returns how many there are in this visit */
export function countSecond(): number {
  visit.activeSeconds += 1
  return visit.activeSeconds
}

interface Heard {
  owner: string
  courseSlug: string
  place: HeardPlace
  isPlaying: boolean
  endSeen: boolean
}

/** Puts down where the voice is. */
export function putDown({ owner, courseSlug, place, isPlaying, endSeen }: Heard): void {
  tellHeard(place, isPlaying)
  const { id: visitId, startedAt, activeSeconds } = visit
  note({ owner, courseSlug, ...place, visitId, startedAt, activeSeconds, at: Date.now(), endSeen })
}
