import 'server-only'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { applyReport } from '#lib/domain/progress.ts'
import type { ProgressBody } from '#lib/schemas/progress.ts'
import { limitProgressReports } from '#lib/server/progress-limit.ts'
import { findReadableLesson } from './find-readable-lesson.ts'
import { updateLessonProgress } from './update-lesson-progress.ts'

/** What became of a report. `kept: false`: this lesson is gone or not open to this learner; the browser may forget it. */
export interface ReportOutcome {
  courseSlug: string
  lessonSlug: string
  visitId: string
  kept: boolean
  isDone: boolean
}

/**
 * Records where a learner is and how long they have read. The same reports again change nothing.
 * @throws rate_limited
 * @throws no_access when not one of the lessons is open to this learner
 */
export async function recordLessonProgress(
  session: Session,
  { sentAt, reports }: ProgressBody,
  now: Date = new Date(),
): Promise<ReportOutcome[]> {
  await limitProgressReports(session.viewer.userId)
  const outcomes: ReportOutcome[] = []
  for (const { courseSlug, lessonSlug, ...report } of reports) {
    const found = findReadableLesson(session, courseSlug, lessonSlug)
    const address = { courseSlug, lessonSlug, visitId: report.visitId }
    if ('denied' in found) {
      outcomes.push({ ...address, kept: false, isDone: false })
      continue
    }
    const { lesson } = found
    const blockId = lesson.blocks.some((block) => block.id === report.blockId) ? report.blockId : null
    const key = { userId: session.viewer.userId, courseSlug, lessonSlug }
    const after = await updateLessonProgress(key, (known) =>
      applyReport(known, { ...report, blockId, sentAt }, lesson, now),
    )
    outcomes.push({ ...address, kept: true, isDone: after.doneAt !== null })
  }
  if (outcomes.every((outcome) => !outcome.kept)) throw new AppError('no_access')
  return outcomes
}
