/** Playing a lesson: speeds, and where a place in the text is in the sound. Pure. */

/** What a learner can choose; 1 is as spoken. */
export const playbackRates = [0.75, 1, 1.25, 1.5, 1.75, 2] as const
export type PlaybackRate = (typeof playbackRates)[number]

/** The nearest speed that there is. */
export function toPlaybackRate(value: number): PlaybackRate {
  return playbackRates.reduce((best, rate) => (Math.abs(rate - value) < Math.abs(best - value) ? rate : best))
}

/** A sentence of a lesson with the time it is heard, in milliseconds. */
export interface HeardSentence {
  id: string
  /** `id` of the element of the page that holds it. */
  elementId: string
  startMs: number
  endMs: number
}

export interface PlayableSentence extends HeardSentence {
  /** As written. */
  text: string
  /** Whether the text stands in the element as it is; else it is said in place of what is shown there. */
  inPlace: boolean
}

/** What a player needs of a lesson: the answer of `GET /api/audio/<course>/<lesson>`. */
export interface PlayableLesson {
  courseSlug: string
  courseTitle: string
  lessonSlug: string
  number: number
  title: string
  /** Address of the recording; for a lesson that is not free it works for some hours and only for this learner. */
  src: string
  durationMs: number
  /** Where this learner goes on, reached by reading or by listening. */
  startMs: number
  rate: PlaybackRate
  sentences: PlayableSentence[]
  /** The next lesson that this learner may hear. */
  next: { slug: string; title: string } | null
}

/** A place in a lesson: the paragraph, and the sentence where it was heard. */
export interface LessonPlace {
  blockId: string | null
  sentenceId: string | null
}

/**
 * From when to play so that somebody who was at `place` goes on there. A place that is not heard (a quiz, or a paragraph
 * that an edit took away) gives the first sentence behind it, as the order of `blockIds` has it.
 * @param blockIds of the lesson, in its order
 * @returns milliseconds; 0 when the place is unknown
 */
export function startOf(
  sentences: readonly HeardSentence[],
  place: LessonPlace,
  blockIds: readonly string[],
): number {
  const same = sentences.find((sentence) => sentence.id === place.sentenceId)
  if (same) return same.startMs
  const from = place.blockId === null ? -1 : blockIds.indexOf(place.blockId)
  if (from === -1) return 0
  const behind = new Set(blockIds.slice(from))
  return sentences.find((sentence) => behind.has(sentence.elementId))?.startMs ?? 0
}

/**
 * The sentence that is heard at a time, or the last one before it: in a pause, the one that was said.
 * @returns its index, -1 before the first
 */
export function sentenceAt(sentences: readonly HeardSentence[], ms: number): number {
  let low = 0
  let high = sentences.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sentences[middle]?.startMs ?? 0) <= ms) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** "4:07", "1:04:07". */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
