/**
 * What reading amounts to: positions, active time, done. Pure: clocks come in as arguments, and percentages are made from
 * today's lessons whenever somebody asks, so a lesson that is added or removed never leaves a wrong number behind.
 */

/** Where a reader is in a lesson. `fraction` (0 to 1) finds the place again when an edit took the paragraph away. */
export interface ReadingPosition {
  blockId: string | null
  /** The sentence, where the place was heard; null where it was read. */
  sentenceId: string | null
  fraction: number
}

/** What is kept of one learner in one lesson. */
export interface LessonProgress extends ReadingPosition {
  /** When the reader was there, by the server's clock. */
  positionAt: Date
  /** Seconds with the tab visible or the lesson being heard, over all visits. */
  activeSeconds: number
  /** The part of `activeSeconds` that each of the last visits gave: a report that comes twice counts once. */
  visits: Record<string, number>
  endSeenAt: Date | null
  doneAt: Date | null
  doneBy: 'READING' | 'LEARNER' | null
  /** Set when the learner took "done" back: reading alone does not set it again. */
  reopenedAt: Date | null
}

/** What a browser says of one visit to one lesson, so far. A later report of the visit contains the earlier ones. */
export interface ReadingReport extends ReadingPosition {
  visitId: string
  /** Milliseconds of the browser's clock: start of the visit, the moment of this position, the moment of sending. */
  startedAt: number
  at: number
  sentAt: number
  /** Of this visit. */
  activeSeconds: number
  endSeen: boolean
}

const visitsKept = 20
/** A report may wait in an offline browser for so long. */
const oldestReportMs = 90 * 24 * 3600 * 1000
const longestVisitSeconds = 12 * 3600

const nothingRead: Omit<LessonProgress, 'positionAt'> = {
  blockId: null,
  sentenceId: null,
  fraction: 0,
  activeSeconds: 0,
  visits: {},
  endSeenAt: null,
  doneAt: null,
  doneBy: null,
  reopenedAt: null,
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)

/**
 * A moment of the browser's clock by the server's: only the time that passed since is taken from the browser, so a clock
 * that is wrong neither wins over other devices for ever nor loses always.
 */
function atServerTime(moment: number, sentAt: number, now: Date): Date {
  return new Date(now.getTime() - clamp(sentAt - moment, 0, oldestReportMs))
}

/** Half of a lesson's reading time, in seconds: what must be spent with the tab visible. Reading alone does no capstone. */
const secondsForDone = (lesson: { minutes: number }) =>
  lesson.minutes === 0 ? Number.POSITIVE_INFINITY : (lesson.minutes * 60) / 2

/** The visits with the one that reported last at the end, the oldest forgotten. */
function withVisit(visits: Record<string, number>, visitId: string, seconds: number): Record<string, number> {
  const others = Object.entries(visits).filter(([id]) => id !== visitId)
  return Object.fromEntries([...others, [visitId, seconds] as const].slice(-visitsKept))
}

/**
 * Folds a report into what is kept. The newest position wins; time and "end seen" are never taken back; the same report
 * twice, or two in the wrong order, end in the same state.
 */
export function applyReport(
  known: LessonProgress | null,
  report: ReadingReport,
  lesson: { minutes: number },
  now: Date,
): LessonProgress {
  const at = atServerTime(report.at, report.sentAt, now)
  const before: LessonProgress = known ?? { ...nothingRead, positionAt: at }
  const isNewest = known === null || at > known.positionAt

  const visitSeconds = clamp((report.at - report.startedAt) / 1000, 0, longestVisitSeconds)
  const counted = Object.hasOwn(before.visits, report.visitId) ? (before.visits[report.visitId] ?? 0) : 0
  const reported = Math.floor(clamp(report.activeSeconds, 0, visitSeconds))
  const seconds = Math.max(counted, reported)

  const after: LessonProgress = {
    ...before,
    blockId: isNewest ? report.blockId : before.blockId,
    sentenceId: isNewest ? report.sentenceId : before.sentenceId,
    fraction: isNewest ? clamp(report.fraction, 0, 1) : before.fraction,
    positionAt: isNewest ? at : before.positionAt,
    activeSeconds: before.activeSeconds + seconds - counted,
    visits: withVisit(before.visits, report.visitId, seconds),
    endSeenAt: before.endSeenAt ?? (report.endSeen ? at : null),
  }
  const isRead = after.endSeenAt !== null && after.activeSeconds >= secondsForDone(lesson)
  if (!isRead || after.doneAt || after.reopenedAt) return after
  return { ...after, doneAt: now, doneBy: 'READING' }
}

/** What the learner says counts, in both directions. */
export function markDone(known: LessonProgress | null, done: boolean, now: Date): LessonProgress {
  const before: LessonProgress = known ?? { ...nothingRead, positionAt: now }
  if (done === (before.doneAt !== null)) return before
  return done
    ? { ...before, doneAt: now, doneBy: 'LEARNER', reopenedAt: null }
    : { ...before, doneAt: null, doneBy: null, reopenedAt: now }
}

/** What a course's pages need of a lesson's progress. */
export type LessonState = Pick<LessonProgress, 'blockId' | 'fraction' | 'positionAt' | 'doneAt'> & {
  lessonSlug: string
}

export interface CourseProgress {
  lessons: number
  done: number
  /** 0 to 100, by the minutes of the lessons that are done; 100 exactly when all are. */
  percent: number
  minutesLeft: number
  isComplete: boolean
}

/** How far a learner is in the lessons that there are today; progress in lessons that are gone does not count. */
export function courseProgress(
  lessons: readonly { slug: string; minutes: number }[],
  states: readonly LessonState[],
): CourseProgress {
  const doneSlugs = new Set(states.filter((state) => state.doneAt).map((state) => state.lessonSlug))
  const done = lessons.filter((lesson) => doneSlugs.has(lesson.slug))
  const sum = (list: readonly { minutes: number }[]) =>
    list.reduce((total, { minutes }) => total + minutes, 0)
  const isComplete = lessons.length > 0 && done.length === lessons.length
  const percent = isComplete ? 100 : Math.min(99, Math.floor((100 * sum(done)) / Math.max(1, sum(lessons))))
  return {
    lessons: lessons.length,
    done: done.length,
    percent,
    minutesLeft: sum(lessons) - sum(done),
    isComplete,
  }
}

export type ReadingState = 'unread' | 'reading' | 'done'

export function readingState(state: LessonState | undefined): ReadingState {
  if (!state) return 'unread'
  return state.doneAt ? 'done' : 'reading'
}

/**
 * The lesson to go on with: the one read last, or, when that is done, the next open one behind it, or else the first open
 * one. Null when all are done.
 */
export function lessonToContinue<L extends { slug: string }>(
  lessons: readonly L[],
  states: readonly LessonState[],
): L | null {
  const bySlug = new Map(states.map((state) => [state.lessonSlug, state]))
  const isOpen = (lesson: L) => !bySlug.get(lesson.slug)?.doneAt
  const read = lessons.filter((lesson) => bySlug.has(lesson.slug))
  const last = read.reduce<L | null>((latest, lesson) => {
    const at = (l: L) => bySlug.get(l.slug)?.positionAt.getTime() ?? 0
    return latest && at(latest) >= at(lesson) ? latest : lesson
  }, null)
  if (last && isOpen(last)) return last
  const from = last ? lessons.indexOf(last) + 1 : 0
  return lessons.slice(from).find(isOpen) ?? lessons.find(isOpen) ?? null
}

/** The block that a position means in today's text: itself, or the one as far down where it is gone. */
export function blockAt<B extends { id: string }>(
  blocks: readonly B[],
  position: Omit<ReadingPosition, 'sentenceId'>,
): B | null {
  const same = blocks.find((block) => block.id === position.blockId)
  if (same) return same
  return blocks[Math.round(clamp(position.fraction, 0, 1) * (blocks.length - 1))] ?? null
}
