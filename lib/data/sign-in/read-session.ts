import 'server-only'
import { z } from 'zod'
import type { Answer } from '#lib/domain/quiz.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { answerSchema } from '#lib/schemas/progress.ts'
import { db } from '#lib/server/db.ts'
import { hashSessionToken, sessionDays } from '#lib/server/session-cookie.ts'

const hourInMs = 60 * 60 * 1000
const dayInMs = 24 * hourInMs

const rowSchema = z.object({
  sessionId: z.string(),
  userId: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  isOwner: z.boolean(),
  lastSeenAt: z.date(),
  courseSlugs: z.array(z.string()),
  progress: z.array(
    z.object({
      courseSlug: z.string(),
      lessonSlug: z.string(),
      blockId: z.string().nullable(),
      sentenceId: z.string().nullable(),
      fraction: z.number(),
      positionAt: z.coerce.date(),
      doneAt: z.coerce.date().nullable(),
    }),
  ),
  quizAnswers: z.array(
    z.object({ courseSlug: z.string(), lessonSlug: z.string(), questionId: z.string(), answer: z.unknown() }),
  ),
})

type QuizAnswer = Omit<z.infer<typeof rowSchema>['quizAnswers'][number], 'answer'> & { answer: Answer }

/** Answers in a form that this version does not know count as not given: they must not keep anybody out of their account. */
function readableAnswers(stored: z.infer<typeof rowSchema>['quizAnswers']): QuizAnswer[] {
  return stored.flatMap((known) => {
    const answer = answerSchema.safeParse(known.answer)
    return answer.success ? [{ ...known, answer: answer.data }] : []
  })
}

/** A signed-in person with what they hold and how far they are. */
export interface Session {
  viewer: Viewer
  /** Time to note that the session is in use. */
  isStale: boolean
  /** Courses that they may enter now: entitlements that are not revoked. */
  courseSlugs: string[]
  progress: z.infer<typeof rowSchema>['progress']
  quizAnswers: QuizAnswer[]
}

/**
 * Who holds this cookie's value, what they may enter, and how far they are: one statement, since a lesson page is asked for
 * more often than anything else, and each round trip costs it a tenth of its throughput.
 */
export async function readSession(token: string): Promise<Session | null> {
  const now = Date.now()
  const rows = await db.$queryRaw<unknown[]>`
    select s."id" as "sessionId", u."id" as "userId", u."email", u."name", u."role" = 'OWNER' as "isOwner",
      s."lastSeenAt",
      array(
        select e."courseSlug" from "Entitlement" e where e."userId" = u."id" and e."revokedAt" is null
      ) as "courseSlugs",
      (
        select coalesce(json_agg(json_build_object(
          'courseSlug', p."courseSlug", 'lessonSlug', p."lessonSlug", 'blockId', p."blockId", 'sentenceId', p."sentenceId",
          'fraction', p."fraction", 'positionAt', p."positionAt", 'doneAt', p."doneAt")), '[]')
        from "LessonProgress" p where p."userId" = u."id"
      ) as "progress",
      (
        select coalesce(json_agg(json_build_object(
          'courseSlug', q."courseSlug", 'lessonSlug', q."lessonSlug", 'questionId', q."questionId",
          'answer', q."answer")), '[]')
        from "QuizAnswer" q where q."userId" = u."id"
      ) as "quizAnswers"
    from "Session" s join "User" u on u."id" = s."userId"
    where s."sessionToken" = ${hashSessionToken(token)} and s."expires" > ${new Date(now)}`
  if (rows.length === 0) return null
  const { sessionId, userId, email, name, isOwner, lastSeenAt, quizAnswers, ...learning } = rowSchema.parse(
    rows[0],
  )
  const isStale = lastSeenAt.getTime() <= now - hourInMs
  return {
    viewer: { userId, email, name, isOwner, sessionId },
    isStale,
    ...learning,
    quizAnswers: readableAnswers(quizAnswers),
  }
}

/** Notes that a session is in use, which gives it another 30 days. At most once an hour, whoever else notes it too. */
export async function touchSession(sessionId: string): Promise<void> {
  const now = Date.now()
  await db.session.updateMany({
    where: { id: sessionId, expires: { gt: new Date(now) }, lastSeenAt: { lte: new Date(now - hourInMs) } },
    data: { lastSeenAt: new Date(now), expires: new Date(now + sessionDays * dayInMs) },
  })
}
