import 'server-only'
import type { Achievement, CertificateStanding } from '#lib/domain/certificate.ts'
import type { CompiledCourse } from '#lib/schemas/course.ts'
import type { CompiledExercise } from '#lib/schemas/exercise.ts'
import type { Tx } from '#lib/server/db.ts'
import { unsafeGetExercises } from '#lib/server/exercises.ts'

/** The course's exercises by their place: those of its lessons, and the capstone's. */
export function exercisesOf(course: CompiledCourse): {
  inLessons: CompiledExercise[]
  capstone: CompiledExercise | null
} {
  const exercises = unsafeGetExercises(course.slug)
  return {
    inLessons: exercises.filter(({ lesson }) => lesson <= course.lessons.length),
    capstone: exercises.find(({ lesson }) => lesson === course.capstone?.number) ?? null,
  }
}

/** What a learner did of today's course: for the rule, and for what a certificate says. Of the caller's own learner only. */
export async function readCertificateStanding(
  tx: Tx,
  userId: string,
  course: CompiledCourse,
  holdsCourse: boolean,
): Promise<{ standing: CertificateStanding; achievement: Achievement }> {
  const where = { userId, courseSlug: course.slug }
  const done = await tx.lessonProgress.findMany({
    where: { ...where, doneAt: { not: null } },
    select: { lessonSlug: true },
  })
  const solved = await tx.exerciseResult.findMany({
    where: { ...where, solvedAt: { not: null } },
    select: { exerciseId: true },
  })
  const right = await tx.quizAnswer.findMany({
    where: { ...where, correct: true },
    select: { lessonSlug: true, questionId: true },
  })
  const solvedExerciseIds = new Set(solved.map(({ exerciseId }) => exerciseId))
  const rightAnswers = new Set(right.map((answer) => `${answer.lessonSlug} ${answer.questionId}`))
  const questions = course.lessons.flatMap(({ slug, quiz }) =>
    (quiz?.questions ?? []).map(({ id }) => `${slug} ${id}`),
  )
  const { inLessons, capstone } = exercisesOf(course)
  return {
    standing: {
      holdsCourse,
      lessonSlugs: course.lessons.map(({ slug }) => slug),
      doneLessonSlugs: new Set(done.map(({ lessonSlug }) => lessonSlug)),
      requiredExerciseIds: [...inLessons, ...(capstone ? [capstone] : [])]
        .filter(({ required }) => required)
        .map(({ id }) => id),
      solvedExerciseIds,
    },
    achievement: {
      courseTitle: course.title,
      courseVersion: course.version,
      courseMinutes: course.lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
      lessonCount: course.lessons.length,
      exerciseCount: inLessons.length,
      exercisesSolved: inLessons.filter(({ id }) => solvedExerciseIds.has(id)).length,
      quizQuestions: questions.length,
      quizCorrect: questions.filter((question) => rightAnswers.has(question)).length,
      capstone: capstone && solvedExerciseIds.has(capstone.id) ? capstone.title : null,
    },
  }
}
