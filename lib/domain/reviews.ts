/** What counts of the reviews of a course, and how their words are shown. Pure. */

export const longestReview = 5000
export const longestAnswer = 2000
export const longestDisplayName = 50

/** What decides whether a review is shown, and whether its rating counts. */
export interface ReviewFacts {
  /** 1 to 5. */
  rating: number
  isHidden: boolean
  isWithdrawn: boolean
  /** The money for the writer's access went back, and they do not hold the course again. */
  isRefunded: boolean
  /** How many lessons were done; after a refund, until then. */
  lessonsDone: number
}

export const isShown = ({ isHidden, isWithdrawn }: Pick<ReviewFacts, 'isHidden' | 'isWithdrawn'>): boolean =>
  !isHidden && !isWithdrawn

/** The rule of the average: what is shown counts, except for a refunded one whose writer had not done a single lesson. */
export function isCounted(facts: Omit<ReviewFacts, 'rating'>): boolean {
  return isShown(facts) && (!facts.isRefunded || facts.lessonsDone >= 1)
}

export interface ReviewSummary {
  /** Reviews that are shown. */
  shown: number
  /** Of them, those that make the average. */
  count: number
  /** 1 to 5, unrounded; null while none counts. */
  average: number | null
  /** How many of those that count gave each rating, from 5 to 1. */
  spread: { rating: number; count: number }[]
}

/** @param groups reviews with the same facts, and how many of them there are */
export function summarizeReviews(groups: readonly (ReviewFacts & { count: number })[]): ReviewSummary {
  const total = (some: typeof groups) => some.reduce((sum, { count }) => sum + count, 0)
  const counted = groups.filter(isCounted)
  const count = total(counted)
  const stars = counted.reduce((sum, group) => sum + group.rating * group.count, 0)
  return {
    shown: total(groups.filter(isShown)),
    count,
    average: count === 0 ? null : stars / count,
    spread: [5, 4, 3, 2, 1].map((rating) => ({
      rating,
      count: total(counted.filter((group) => group.rating === rating)),
    })),
  }
}

/** How much of a long review is shown before "Show all", and from what length on it is long: lines count as so many letters. */
const openingLength = 480
const longLength = 640
const lettersOfLine = 60

/** Letters, with a line that ends early counted as one that is full: ten words in ten lines take as much room as a paragraph. */
function roomOf(text: string): number {
  return text
    .split('\n')
    .reduce((room, line) => room + Math.max(1, Math.ceil(line.length / lettersOfLine)) * lettersOfLine, 0)
}

/** The beginning of a text that is too long to be shown whole at once, cut between words; null for one that is not. */
export function openingOf(text: string): string | null {
  if (roomOf(text) <= longLength) return null
  let opening = ''
  // Words as far as spaces divide them; what has none, such as Chinese, is cut between its letters.
  for (const word of text.split(/(?<=\s)/)) {
    if (roomOf(opening + word) <= openingLength) {
      opening += word
      continue
    }
    if (opening !== '') break
    for (const { segment } of new Intl.Segmenter().segment(word)) {
      if (opening.length + segment.length > openingLength) break
      opening += segment
    }
    break
  }
  return `${opening.trimEnd()} …`
}

/** The name that a review shows unless its writer says otherwise: the first word of the account's. Never an address. */
export function firstNameOf(name: string | null): string {
  const first = name?.trim().split(/\s+/)[0] ?? ''
  return first.includes('@') || first.length > longestDisplayName ? '' : first
}

/** What stands beside a review, of the moment when it was written: "Verified purchase, completed 40 %". */
export function writerLabel({ isPaidFor, percentDone }: { isPaidFor: boolean; percentDone: number }): string {
  return `${isPaidFor ? 'Verified purchase' : 'Given access'}, completed ${percentDone} %`
}

/** When the one mail that asks for a review goes out: five days after the last lesson. */
export function reviewMailAt(completedAt: Date): Date {
  return new Date(completedAt.getTime() + 5 * 24 * 60 * 60 * 1000)
}

export const reviewOrders = { newest: 'Newest', helpful: 'Most helpful' } as const
export type ReviewOrder = keyof typeof reviewOrders

/** The order that an address asks for; newest first when it asks for none that there is. */
export const readReviewOrder = (asked: unknown): ReviewOrder => (asked === 'helpful' ? 'helpful' : 'newest')

/** Why a review may be hidden. A low rating is no reason. */
export const hideReasons = {
  INSULT: 'insults or threats',
  PERSONAL_DATA: 'other people’s personal data',
  OFF_TOPIC: 'not about the course',
  ADVERTISING: 'advertising',
  UNLAWFUL: 'against the law',
} as const
export type HideReason = keyof typeof hideReasons
