import { expect, test } from 'vitest'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { inlineJson, structuredData } from './structured-data.ts'

const course: CourseOutline = {
  slug: 'memory',
  title: 'Memory',
  tagline: 'All of it',
  version: '2026.1',
  price: { amountInCents: 2900, currency: 'usd' },
  refundDays: 30,
  minutes: 80,
  modules: [{ title: 'Blocks', lessons: 1 }],
  lessons: [{ slug: 'one', number: 1, title: 'One', summary: 'First', minutes: 4, free: true }],
  capstone: null,
  upcoming: [],
  minutesOut: 4,
  requiredExercises: 0,
}
const none = { summary: { count: 0, average: null }, reviews: [] }

function build(overrides: Partial<Parameters<typeof structuredData>[0]> = {}) {
  return JSON.parse(
    JSON.stringify(
      structuredData({ siteUrl: 'https://memory.test', course, questions: [], reviews: none, ...overrides }),
    ),
  )['@graph']
}

test('the offer says price, currency and the refund', () => {
  const [{ offers }] = build()
  expect(offers).toMatchObject({
    price: '29.00',
    priceCurrency: 'USD',
    url: 'https://memory.test/buy/memory',
  })
  expect(offers.hasMerchantReturnPolicy.merchantReturnDays).toBe(30)
})

test('a currency without minor units is not divided', () => {
  const [{ offers }] = build({ course: { ...course, price: { amountInCents: 2900, currency: 'jpy' } } })
  expect(offers.price).toBe('2900')
})

test('no reviews, no ratings', () => {
  const [entry] = build()
  expect(entry).not.toHaveProperty('aggregateRating')
  expect(entry).not.toHaveProperty('review')
})

test('reviews are rated as they are, and one that does not count is left out', () => {
  const writtenAt = new Date('2026-11-22T10:00:00Z')
  const [entry] = build({
    reviews: {
      summary: { count: 2, average: 4.5 },
      reviews: [
        { rating: 1, text: 'Not for me', author: 'A learner', writtenAt, isCounted: false },
        { rating: 5, text: 'Clear', author: 'Ada', writtenAt, isCounted: true },
      ],
    },
  })
  expect(entry.aggregateRating).toMatchObject({ ratingValue: 4.5, reviewCount: 2 })
  expect(entry.review).toHaveLength(1)
  expect(entry.review[0]).toMatchObject({ reviewBody: 'Clear', datePublished: '2026-11-22' })
})

test('a text cannot end the script that carries it', () => {
  expect(inlineJson({ text: '</script><script>alert(1)' })).not.toContain('<')
})
