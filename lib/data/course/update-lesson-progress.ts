import 'server-only'
import { z } from 'zod'
import { askForReviewOnceComplete } from '#lib/data/reviews/ask-for-review.ts'
import type { LessonProgress } from '#lib/domain/progress.ts'
import { db } from '#lib/server/db.ts'

interface Key {
  userId: string
  courseSlug: string
  lessonSlug: string
}

/** The job queue's first start may fall into the transaction that does the last lesson. */
const patience = { timeout: 20_000 }

const visitsSchema = z.record(z.string(), z.number())

/**
 * Reads what is kept of a learner in a lesson, lets `change` decide, and writes that. Two tabs that report at the same
 * moment take turns, so that neither loses the other's seconds.
 */
export async function updateLessonProgress(
  key: Key,
  change: (known: LessonProgress | null) => LessonProgress,
): Promise<LessonProgress> {
  return db.$transaction(async (tx) => {
    const lock = `progress ${key.userId} ${key.courseSlug} ${key.lessonSlug}`
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`
    const row = await tx.lessonProgress.findUnique({
      where: { userId_courseSlug_lessonSlug: key },
      omit: { userId: true, courseSlug: true, lessonSlug: true, createdAt: true },
    })
    // Visits in a form of another time only lose the memory of which report counted already.
    const known = row && { ...row, visits: visitsSchema.catch({}).parse(row.visits) }
    const progress = change(known)
    await tx.lessonProgress.upsert({
      where: { userId_courseSlug_lessonSlug: key },
      create: { ...key, ...progress },
      update: progress,
    })
    if (progress.doneAt && !row?.doneAt)
      await askForReviewOnceComplete(tx, key.userId, key.courseSlug, progress.doneAt)
    return progress
  }, patience)
}
