import { expect, test, vi } from 'vitest'
import { getCourseHome } from '#lib/data/course/get-course-home.ts'
import { getLessonForViewer } from '#lib/data/course/get-lesson-for-viewer.ts'
import { recordLessonProgress } from '#lib/data/course/record-lesson-progress.ts'
import { checkExercise } from '#lib/data/exercises/check-exercise.ts'
import { unsafeGetCourse } from '#lib/server/courses.ts'
import { unsafeGetExercises } from '#lib/server/exercises.ts'
import { type Learner, newLearner, sessionOf } from '#tests/setup/learners.ts'

const jar = vi.hoisted(() => ({ token: null as string | null }))
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => (jar.token === null ? undefined : { value: jar.token }) }),
}))

const courseSlug = 'demystifying-python-memory'
const course = unsafeGetCourse(courseSlug)
const capstone = course?.capstone
const exercise = unsafeGetExercises(courseSlug).find(({ lesson }) => lesson === capstone?.number)
if (!course || !capstone || !exercise) throw new Error('run `npm run generate`')

function look(learner: Learner | null) {
  jar.token = learner?.token ?? null
  return getLessonForViewer(courseSlug, capstone?.slug ?? '')
}

test('the capstone is behind the gate of the lessons, and so is its exercise', async () => {
  expect(await look(null)).toMatchObject({ denied: 'sign_in_required', lesson: { number: 16 } })
  const stranger = await newLearner()
  expect(await look(stranger)).toMatchObject({ denied: 'no_access' })
  const [part] = exercise.parts
  await expect(
    checkExercise(await sessionOf(stranger), courseSlug, exercise.id, part?.id ?? '', ''),
  ).rejects.toMatchObject({ code: 'no_access' })
})

test('the last lesson leads to it, and solving it is what does it', async () => {
  const learner = await newLearner(courseSlug)
  const session = await sessionOf(learner)
  jar.token = learner.token
  const last = await getLessonForViewer(courseSlug, course.lessons.at(-1)?.slug ?? '')
  expect(last).toMatchObject({ next: { slug: capstone.slug } })

  // Read to its end, for an hour: that alone does no capstone, and adds nothing to the course's progress.
  const at = Date.now()
  await recordLessonProgress(session, {
    sentAt: at,
    reports: [
      {
        courseSlug,
        lessonSlug: capstone.slug,
        visitId: 'v',
        sentenceId: null,
        blockId: capstone.blocks.at(-1)?.id ?? null,
        fraction: 1,
        startedAt: at - 3_600_000,
        at,
        activeSeconds: 3600,
        endSeen: true,
      },
    ],
  })
  expect(await look(learner)).toMatchObject({ state: 'reading', next: null })

  for (const { id, solution } of exercise.parts)
    await checkExercise(session, courseSlug, exercise.id, id, solution.steps.join('\n'))
  expect(await look(learner)).toMatchObject({ state: 'done' })
  expect(await getCourseHome(courseSlug)).toMatchObject({
    capstone: { state: 'done', exercises: [{ id: exercise.id, isSolved: true }] },
    progress: { done: 0, lessons: course.lessons.length, percent: 0 },
  })
})
