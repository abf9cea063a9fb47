import 'server-only'
import { listLessonExercises } from '#lib/data/exercises/list-lesson-exercises.ts'
import { listSolvedExercises } from '#lib/data/exercises/list-solved-exercises.ts'
import { asksForReview } from '#lib/data/reviews/ask-for-review.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import type { ExerciseOutline } from '#lib/domain/exercise/definition.ts'
import { blockAt, type ReadingState, readingState } from '#lib/domain/progress.ts'
import { type Answer, type AskedQuestion, ask, check, type Verdict } from '#lib/domain/quiz.ts'
import { type CompiledLesson, type CourseOutline, type LessonOutline, pagesOf } from '#lib/schemas/course.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { recordedMs } from '#lib/server/lesson-audio.ts'
import { findReadableLesson, type LessonDenial } from './find-readable-lesson.ts'

/** A question, and what this learner answered before. */
export interface LessonQuestion {
  asked: AskedQuestion
  answered: { answer: Answer; verdict: Verdict } | null
}

/** A lesson for somebody who may read it. */
export interface LessonForReader {
  course: CourseOutline
  lesson: LessonOutline & Pick<CompiledLesson, 'headings' | 'parts'>
  questions: Record<string, LessonQuestion>
  exercises: Record<string, ExerciseOutline>
  previous: LessonOutline | null
  next: LessonOutline | null
  state: ReadingState
  /** Where to take up reading: null at the beginning, and in a lesson that is done. */
  resumeAt: string | null
  /** When the reader was there, in milliseconds; 0 when never. */
  resumedFrom: number
  /** Null for an anonymous reader of a free lesson, whose progress stays on the device. */
  userId: string | null
  ownsCourse: boolean
  /** How long the recording is, in milliseconds; null without one. */
  recordedMs: number | null
  /** At the last lesson and behind it, when all are done and nothing was said yet. */
  asksForReview: boolean
}

/** What somebody who may not read it is told: nothing that the public outline lacks. */
export interface LessonDenied {
  denied: Exclude<LessonDenial, 'not_found'>
  course: CourseOutline
  lesson: LessonOutline
}

function questionsOf(lesson: CompiledLesson, session: Session | null, courseSlug: string) {
  const answers = new Map(
    session?.quizAnswers
      .filter((known) => known.courseSlug === courseSlug && known.lessonSlug === lesson.slug)
      .map((known) => [known.questionId, known.answer]),
  )
  const entries = (lesson.quiz?.questions ?? []).map((question): [string, LessonQuestion] => {
    const answer = answers.get(question.id)
    return [
      question.id,
      { asked: ask(question), answered: answer ? { answer, verdict: check(question, answer) } : null },
    ]
  })
  return Object.fromEntries(entries)
}

async function solvesAll(userId: string, courseSlug: string, exerciseIds: string[]): Promise<boolean> {
  const solved = await listSolvedExercises(userId, courseSlug)
  return exerciseIds.every((id) => solved.has(id))
}

/** The lesson, or why not; null when there is no such lesson. Costs the one query of the session, and at the end of the course more. */
export async function getLessonForViewer(
  courseSlug: string,
  lessonSlug: string,
): Promise<LessonForReader | LessonDenied | null> {
  const session = await getSession()
  const course = getCourseOutline(courseSlug)
  const pages = course ? pagesOf(course) : []
  const index = pages.findIndex((page) => page.slug === lessonSlug)
  const outline = pages[index]
  if (!course || !outline) return null

  const found = findReadableLesson(session, courseSlug, lessonSlug)
  if ('denied' in found)
    return found.denied === 'not_found' ? null : { denied: found.denied, course, lesson: outline }

  const { lesson } = found
  const state = session?.progress.find(
    (known) => known.courseSlug === courseSlug && known.lessonSlug === lessonSlug,
  )
  const resume = state && !state.doneAt ? blockAt(lesson.blocks, state) : null
  const exercises = listLessonExercises(courseSlug, lesson)
  // Solving is what does the capstone; the page of a lesson asks nothing more than who reads it.
  const solved =
    session && outline.slug === course.capstone?.slug
      ? await solvesAll(session.viewer.userId, courseSlug, Object.keys(exercises))
      : false
  return {
    course,
    lesson: { ...outline, headings: lesson.headings, parts: lesson.parts },
    questions: questionsOf(lesson, session, courseSlug),
    exercises,
    previous: pages[index - 1] ?? null,
    next: pages[index + 1] ?? null,
    state: solved ? 'done' : readingState(state),
    resumedFrom: state?.positionAt.getTime() ?? 0,
    resumeAt: resume && resume !== lesson.blocks[0] ? resume.id : null,
    userId: session?.viewer.userId ?? null,
    ownsCourse: session?.courseSlugs.includes(courseSlug) ?? false,
    recordedMs: recordedMs(courseSlug, lessonSlug),
    asksForReview: index >= course.lessons.length - 1 && (await asksForReview(session, course)),
  }
}
