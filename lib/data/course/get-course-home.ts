import 'server-only'
import { listSolvedExercises } from '#lib/data/exercises/list-solved-exercises.ts'
import { asksForReview } from '#lib/data/reviews/ask-for-review.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import {
  blockAt,
  type CourseProgress,
  courseProgress,
  type LessonState,
  lessonToContinue,
  type ReadingState,
  readingState,
} from '#lib/domain/progress.ts'
import type { CompiledLesson, CourseOutline, LessonOutline } from '#lib/schemas/course.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { unsafeGetExercises } from '#lib/server/exercises.ts'
import { findReadableLesson } from './find-readable-lesson.ts'

export interface CourseHomeLesson extends LessonOutline {
  state: ReadingState
  /** Whether this visitor may open it. */
  isOpen: boolean
  exercises: { id: string; title: string; isRequired: boolean; isSolved: boolean }[]
}

export interface CourseHome {
  course: CourseOutline
  lessons: CourseHomeLesson[]
  /** Done when its exercise is solved. */
  capstone: CourseHomeLesson | null
  isSignedIn: boolean
  ownsCourse: boolean
  progress: CourseProgress
  /** Where to go on; null when all lessons are done, or nothing is open. */
  goOn: {
    lesson: LessonOutline
    isStarted: boolean
    blockId: string | null
    /** The first words of the paragraph where the learner stopped. */
    excerpt: string | null
  } | null
  /** Whether to ask for a review: the course is done, and nothing was said yet. */
  asksForReview: boolean
}

const excerptWords = 12

/** The beginning of the block, or of the nearest one before it that has words. */
function excerptAt(lesson: CompiledLesson, blockId: string): string | null {
  const index = lesson.blocks.findIndex((block) => block.id === blockId)
  const block = lesson.blocks.slice(0, index + 1).findLast(({ words }) => words > 0)
  if (!block) return null
  const words = block.spoken.split(/\s+/)
  return words.length > excerptWords ? `${words.slice(0, excerptWords).join(' ')} …` : words.join(' ')
}

/** A course with where this visitor stands in it; null when there is no such course. */
export async function getCourseHome(courseSlug: string): Promise<CourseHome | null> {
  const session = await getSession()
  const course = getCourseOutline(courseSlug)
  if (!course) return null

  const ownsCourse = session?.courseSlugs.includes(courseSlug) ?? false
  const states: LessonState[] = session?.progress.filter((known) => known.courseSlug === courseSlug) ?? []
  const stateOf = (slug: string) => states.find((state) => state.lessonSlug === slug)
  const solved = session ? await listSolvedExercises(session.viewer.userId, courseSlug) : new Set()
  const exercises = unsafeGetExercises(courseSlug)
  const withState = (lesson: LessonOutline): CourseHomeLesson => ({
    ...lesson,
    state: readingState(stateOf(lesson.slug)),
    isOpen: ownsCourse || lesson.free,
    exercises: exercises
      .filter((exercise) => exercise.lesson === lesson.number)
      .map(({ id, title, required }) => ({ id, title, isRequired: required, isSolved: solved.has(id) })),
  })
  const lessons = course.lessons.map(withState)
  const last = course.capstone && withState(course.capstone)
  const capstone = last?.exercises.every(({ isSolved }) => isSolved)
    ? { ...last, state: 'done' as const }
    : last

  const target = lessonToContinue(
    lessons.filter((lesson) => lesson.isOpen),
    states,
  )
  const found = target && findReadableLesson(session, courseSlug, target.slug)
  const text = found && 'lesson' in found ? found.lesson : null
  const state = target ? stateOf(target.slug) : undefined
  const block = text && state ? blockAt(text.blocks, state) : null
  const progress = courseProgress(course.lessons, states)
  return {
    course,
    lessons,
    capstone,
    isSignedIn: session !== null,
    ownsCourse,
    progress,
    asksForReview: await asksForReview(session, course),
    goOn: target && {
      lesson: target,
      isStarted: state !== undefined,
      blockId: block?.id ?? null,
      excerpt: text && block ? excerptAt(text, block.id) : null,
    },
  }
}
