import 'server-only'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { type Answer, check, type Verdict } from '#lib/domain/quiz.ts'
import { db } from '#lib/server/db.ts'
import { findReadableLessonOrThrow } from './find-readable-lesson.ts'

/**
 * Checks an answer, and keeps it for who is signed in. An anonymous reader of a free lesson gets the verdict alone.
 * @throws sign_in_required, no_access, not_found
 */
export async function answerQuestion(
  session: Session | null,
  courseSlug: string,
  lessonSlug: string,
  questionId: string,
  answer: Answer,
): Promise<Verdict> {
  const lesson = findReadableLessonOrThrow(session, courseSlug, lessonSlug)
  const question = lesson.quiz?.questions.find((known) => known.id === questionId)
  if (!question) throw new AppError('not_found')
  const verdict = check(question, answer)
  if (session) {
    const key = { userId: session.viewer.userId, courseSlug, lessonSlug, questionId }
    const kept = { answer, correct: verdict.correct, answeredAt: new Date() }
    await db.quizAnswer.upsert({
      where: { userId_courseSlug_lessonSlug_questionId: key },
      create: { ...key, ...kept },
      update: { ...kept, attempts: { increment: 1 } },
    })
  }
  return verdict
}
