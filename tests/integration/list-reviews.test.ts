import { expect, test } from 'vitest'
import { listReviews } from '#lib/data/list-reviews.ts'
import { db } from '#lib/server/db.ts'

test('a course without reviews has no rating', async () => {
  expect(await listReviews('nobody-wrote-about-it')).toEqual({ reviews: [], count: 0, averageRating: null })
})

test('reviews come newest first, with a name or without, and never with an address', async () => {
  const courseSlug = 'reviewed'
  const write = (email: string, name: string | null, rating: number, day: number) =>
    db.user.create({
      data: {
        email,
        name,
        reviews: {
          create: { courseSlug, rating, text: `Day ${day}`, createdAt: new Date(Date.UTC(2026, 10, day)) },
        },
      },
    })
  await write('ada@example.com', 'Ada', 5, 1)
  await write('nameless@example.com', null, 4, 2)

  const list = await listReviews(courseSlug)

  expect(list.reviews.map(({ author, text }) => [author, text])).toEqual([
    ['A learner', 'Day 2'],
    ['Ada', 'Day 1'],
  ])
  expect(list).toMatchObject({ count: 2, averageRating: 4.5 })
  expect(JSON.stringify(list)).not.toContain('@')
})
