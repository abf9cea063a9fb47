import { describe, expect, test } from 'vitest'
import {
  certificateDay,
  certificateEligibility,
  courseLength,
  linkedInAddUrl,
  linkedInFields,
} from './certificate.ts'

const lessonSlugs = ['blocks', 'pools', 'arenas']
const standing = (done: string[], holdsCourse = true) => ({
  holdsCourse,
  lessonSlugs,
  doneLessonSlugs: new Set(done),
})

describe('certificateEligibility', () => {
  test('all of today’s lessons done and the course held: eligible', () => {
    expect(certificateEligibility(standing(['arenas', 'blocks', 'pools']))).toEqual({ eligible: true })
  })

  test('says which lessons are missing, in the course’s order', () => {
    expect(certificateEligibility(standing(['pools']))).toEqual({
      eligible: false,
      because: 'not_finished',
      missing: ['blocks', 'arenas'],
    })
  })

  test('lessons that the course no longer has neither help nor hinder', () => {
    expect(certificateEligibility(standing(['gone', 'blocks', 'pools']))).toMatchObject({
      missing: ['arenas'],
    })
    expect(certificateEligibility(standing(['gone', ...lessonSlugs]))).toEqual({ eligible: true })
  })

  test('a lesson added since makes the course unfinished again for who has no certificate yet', () => {
    expect(
      certificateEligibility({ ...standing(lessonSlugs), lessonSlugs: [...lessonSlugs, 'leaks'] }),
    ).toMatchObject({ missing: ['leaks'] })
  })

  test('without access there is none, whatever was done', () => {
    expect(certificateEligibility(standing(lessonSlugs, false))).toEqual({
      eligible: false,
      because: 'no_access',
    })
  })

  test('a course without lessons certifies nobody', () => {
    expect(certificateEligibility({ ...standing([]), lessonSlugs: [] })).toMatchObject({ eligible: false })
  })
})

test.each([
  [80, '1 h 20 min'],
  [45, '45 min'],
  [60, '1 h'],
  [0, '0 min'],
])('%i minutes are %s', (minutes, words) => expect(courseLength(minutes)).toBe(words))

test('the day is that of UTC, whatever the machine’s zone', () => {
  expect(certificateDay(new Date('2026-11-22T23:59:59Z'))).toBe('22 November 2026')
  expect(certificateDay(new Date('2026-11-22T00:00:00Z'))).toBe('22 November 2026')
})

test('LinkedIn’s link carries every field, escaped', () => {
  const url = new URL(
    linkedInAddUrl(
      linkedInFields(
        { id: 'abc', courseTitle: 'Pools & Arenas, 100 %', issuedAt: new Date('2026-12-31T23:30:00Z') },
        'Demystifying Python Memory',
        'https://memory.example.com/certificates/abc',
      ),
    ),
  )
  expect(url.origin + url.pathname).toBe('https://www.linkedin.com/profile/add')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    startTask: 'CERTIFICATION_NAME',
    name: 'Pools & Arenas, 100 %',
    organizationName: 'Demystifying Python Memory',
    issueYear: '2026',
    issueMonth: '12',
    certUrl: 'https://memory.example.com/certificates/abc',
    certId: 'abc',
  })
})
