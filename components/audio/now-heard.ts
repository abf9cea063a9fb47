/**
 * Which lesson is being heard, and where. A module of its own, so that the page that is read knows of it without loading
 * the player.
 */

export interface HeardPlace {
  lessonSlug: string
  blockId: string | null
  sentenceId: string | null
  fraction: number
}

let place: HeardPlace | null = null
let isPlaying = false
let scrolledTo = 0

/** Told by the player, with each sentence and each pause. */
export function tellHeard(heard: HeardPlace | null, playing: boolean): void {
  place = heard
  isPlaying = playing
  scrolledTo = scrollY
}

/** Whether the voice is reading this lesson now: then its player reports place and time, and nobody else. */
export const isHeardNow = (lessonSlug: string): boolean => isPlaying && place?.lessonSlug === lessonSlug

/** Where the voice stopped in this lesson, as long as the reader has not moved on from there. */
export function heardLast(lessonSlug: string): HeardPlace | null {
  return place?.lessonSlug === lessonSlug && Math.abs(scrollY - scrolledTo) < 4 ? place : null
}
