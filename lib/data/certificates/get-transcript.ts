import 'server-only'
import { certificateIdSchema } from '#lib/schemas/certificate-name.ts'
import { pagesOf } from '#lib/schemas/course.ts'
import { unsafeGetCourse } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { unsafeGetExercises } from '#lib/server/exercises.ts'
import { certificateUrl } from './get-certificate.ts'

export interface TranscriptLesson {
  number: number
  title: string
  doneAt: Date | null
  quiz: { questions: number; right: number; lastAnswerAt: Date | null }
  exercises: { id: string; title: string; isRequired: boolean; solvedAt: Date | null }[]
}

/** What a learner did when, of today's course. */
export interface Transcript {
  courseTitle: string
  courseVersion: string
  /** The name on the certificate, while the learner shows it; null otherwise. */
  name: string | null
  certificate: { url: string; issuedAt: Date; revokedAt: Date | null } | null
  /** The capstone behind them. */
  lessons: TranscriptLesson[]
}

async function read(userId: string, courseSlug: string): Promise<Transcript | null> {
  const course = unsafeGetCourse(courseSlug)
  if (!course) return null
  const where = { userId, courseSlug }
  const [progress, answers, results, certificate] = await Promise.all([
    db.lessonProgress.findMany({ where, select: { lessonSlug: true, doneAt: true } }),
    db.quizAnswer.findMany({
      where,
      select: { lessonSlug: true, questionId: true, correct: true, answeredAt: true },
    }),
    db.exerciseResult.findMany({ where, select: { exerciseId: true, solvedAt: true } }),
    db.certificate.findUnique({ where: { userId_courseSlug: where } }),
  ])
  const exercises = unsafeGetExercises(courseSlug)
  const shown = certificate?.visibility === 'PRIVATE' ? null : certificate
  return {
    courseTitle: course.title,
    courseVersion: course.version,
    name: shown?.visibility === 'PUBLIC' ? shown.name : null,
    certificate: shown && {
      url: certificateUrl(shown.id),
      issuedAt: shown.issuedAt,
      revokedAt: shown.revokedAt,
    },
    lessons: pagesOf(course).map(({ slug, number, title, quiz }) => {
      const asked = new Set(quiz?.questions.map(({ id }) => id))
      const given = answers.filter((answer) => answer.lessonSlug === slug && asked.has(answer.questionId))
      const last = Math.max(...given.map(({ answeredAt }) => answeredAt.getTime()))
      return {
        number,
        title,
        doneAt: progress.find((known) => known.lessonSlug === slug)?.doneAt ?? null,
        quiz: {
          questions: asked.size,
          right: given.filter(({ correct }) => correct).length,
          lastAnswerAt: given.length > 0 ? new Date(last) : null,
        },
        exercises: exercises
          .filter(({ lesson }) => lesson === number)
          .map(({ id, title: exerciseTitle, required }) => ({
            id,
            title: exerciseTitle,
            isRequired: required,
            solvedAt: results.find((result) => result.exerciseId === id)?.solvedAt ?? null,
          })),
      }
    }),
  }
}

/** The viewer's own, with the id of the link that shows it to others, if there is one; null when there is no such course. */
export async function getOwnTranscript(
  userId: string,
  courseSlug: string,
): Promise<(Transcript & { linkId: string | null }) | null> {
  const transcript = await read(userId, courseSlug)
  if (!transcript) return null
  const link = await db.transcriptLink.findUnique({
    where: { userId_courseSlug: { userId, courseSlug } },
    select: { id: true },
  })
  return { ...transcript, linkId: link?.id ?? null }
}

/** For anybody who has the link; null when there is none of that id, or it was taken back. */
export async function findSharedTranscript(linkId: string): Promise<Transcript | null> {
  if (!certificateIdSchema.safeParse(linkId).success) return null
  const link = await db.transcriptLink.findUnique({ where: { id: linkId } })
  return link && read(link.userId, link.courseSlug)
}
