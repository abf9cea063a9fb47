/** A second course is a second folder of content and no code. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { grant, newLearner, sessionOf } from '#tests/setup/learners.ts'

const root = join(import.meta.dirname, '..', '..')
const place = mkdtempSync(join(tmpdir(), 'second-course-'))
const startedIn = process.cwd()
const jar = vi.hoisted(() => ({ token: null as string | null }))
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => (jar.token === null ? undefined : { value: jar.token }) }),
}))

/** A course of two short lessons, as an author would write it. */
function write(): void {
  const course = join(place, 'content', 'courses', 'a-second-course')
  const lessons = [
    ['01-a-beginning', 'A beginning', 'free: true\n'],
    ['02-an-end', 'An end', ''],
  ] as const
  for (const [folder, title, extra] of lessons) {
    mkdirSync(join(course, 'lessons', folder), { recursive: true })
    writeFileSync(
      join(course, 'lessons', folder, 'lesson.mdx'),
      `---\ntitle: ${title}\nsummary: What it is about.\nminutes: 1\n${extra}---\n\nThe text of ${title.toLowerCase()}.\n`,
    )
  }
  writeFileSync(
    join(course, 'course.json'),
    JSON.stringify({
      title: 'A second course',
      tagline: 'To see that one more is only a folder',
      version: '2026.1',
      price: { amountInCents: 1900, currency: 'eur' },
      refundDays: 14,
      minutes: 2,
      modules: [{ title: 'All of it', lessons: 2 }],
    }),
  )
}

const compile = () =>
  execFileSync(
    join(root, 'node_modules', '.bin', 'tsx'),
    ['--tsconfig', join(root, 'tsconfig.json'), join(root, 'scripts', 'compile-content.ts')],
    { cwd: place, encoding: 'utf8' },
  )

afterAll(() => {
  process.chdir(startedIn)
  rmSync(place, { recursive: true })
})

test('it is compiled, listed, gated, bought, read and finished', async () => {
  write()
  cpSync(join(root, '.generated', 'content'), join(place, '.generated', 'content'), { recursive: true })
  expect(compile()).toContain('a-second-course written')
  const compiled = join(place, '.generated', 'content', 'a-second-course.json')
  expect(compile()).toContain('a-second-course unchanged')
  expect(JSON.parse(readFileSync(compiled, 'utf8'))).toMatchObject({ slug: 'a-second-course' })

  process.chdir(place)
  vi.resetModules()
  const { listCourseOutlines } = await import('#lib/server/courses.ts')
  const { getLessonForViewer } = await import('#lib/data/course/get-lesson-for-viewer.ts')
  const { getCourseHome } = await import('#lib/data/course/get-course-home.ts')
  const { setLessonDone } = await import('#lib/data/course/set-lesson-done.ts')
  expect(listCourseOutlines().map(({ slug }) => slug)).toContain('a-second-course')

  // The owner can give it, too.
  const { listCourses } = await import('#lib/data/course/list-courses.ts')
  expect(listCourses()).toContainEqual({ slug: 'a-second-course', title: 'A second course' })
  const { db } = await import('#lib/server/db.ts')
  const { giveAccess } = await import('#lib/data/orders/give-access.ts')
  const { hasActiveEntitlement } = await import('#lib/data/orders/has-active-entitlement.ts')
  const owner = { userId: crypto.randomUUID(), email: 'owner@example.com' }
  const friend = { email: 'friend-of-two@example.com', reason: 'a friend' }
  await giveAccess(owner, { ...friend, courseSlug: 'a-second-course' })
  const { id } = await db.user.findUniqueOrThrow({ where: { email: friend.email } })
  expect(await hasActiveEntitlement(id, 'a-second-course')).toBe(true)
  expect(await hasActiveEntitlement(id, 'demystifying-python-memory')).toBe(false)
  await expect(giveAccess(owner, { ...friend, courseSlug: 'no-such-course' })).rejects.toMatchObject({
    code: 'not_found',
  })

  const learner = await newLearner('demystifying-python-memory')
  jar.token = learner.token
  expect(await getLessonForViewer('a-second-course', 'an-end')).toMatchObject({ denied: 'no_access' })
  await grant(learner.userId, 'a-second-course')
  const page = await getLessonForViewer('a-second-course', 'an-end')
  expect(JSON.stringify(page)).toContain('The text of an end.')

  for (const slug of ['a-beginning', 'an-end'])
    await setLessonDone(await sessionOf(learner), 'a-second-course', slug, true)
  expect((await getCourseHome('a-second-course'))?.progress).toMatchObject({ percent: 100 })
})
