import type { CourseOutline, LessonOutline } from '#lib/schemas/course.ts'

/** What stands over a lesson: its number and its length, of which the capstone has none. */
export const lessonLabel = (course: CourseOutline, lesson: LessonOutline): string =>
  lesson.slug === course.capstone?.slug
    ? 'Capstone · not timed'
    : `Lesson ${lesson.number} · ${lesson.minutes} minutes`
