import { describe, expect, test } from 'vitest'
import {
  certificateDay,
  certificateEligibility,
  certificateRows,
  courseLength,
  linkedInAddUrl,
  linkedInFields,
} from './certificate.ts'

const lessonSlugs = ['blocks', 'pools', 'arenas']
const requiredExerciseIds = ['fill', 'drain']
const standing = (doneLessons: string[], solved = requiredExerciseIds, holdsCourse = true) => ({
  holdsCourse,
  lessonSlugs,
  doneLessonSlugs: new Set(doneLessons),
  requiredExerciseIds,
  solvedExerciseIds: new Set(solved),
})

describe('certificateEligibility', () => {
  test('all of today’s lessons done, the required exercises solved and the course held: eligible', () => {
    expect(
      certificateEligibility(standing(['arenas', 'blocks', 'pools'], ['drain', 'fill', 'an extra'])),
    ).toEqual({
      eligible: true,
    })
  })

  test('says which lessons and exercises are missing, in the course’s order', () => {
    expect(certificateEligibility(standing(['pools'], ['an extra']))).toEqual({
      eligible: false,
      because: 'not_finished',
      missingLessons: ['blocks', 'arenas'],
      missingExercises: ['fill', 'drain'],
    })
    expect(certificateEligibility(standing(lessonSlugs, ['fill']))).toMatchObject({
      missingLessons: [],
      missingExercises: ['drain'],
    })
  })

  test('lessons that the course no longer has neither help nor hinder', () => {
    expect(certificateEligibility(standing(['gone', 'blocks', 'pools']))).toMatchObject({
      missingLessons: ['arenas'],
    })
    expect(certificateEligibility(standing(['gone', ...lessonSlugs]))).toEqual({ eligible: true })
  })

  test('nothing helps who does not hold the course', () => {
    expect(certificateEligibility(standing(lessonSlugs, requiredExerciseIds, false))).toEqual({
      eligible: false,
      because: 'no_access',
    })
  })

  test('a course without lessons certifies nobody', () => {
    expect(certificateEligibility({ ...standing([]), lessonSlugs: [] })).toMatchObject({ eligible: false })
  })
})

test('the facts name only what the course has', () => {
  const facts = {
    courseTitle: 'Pools',
    courseVersion: '2026.1',
    courseMinutes: 80,
    lessonCount: 1,
    exerciseCount: 0,
    exercisesSolved: 0,
    quizQuestions: 0,
    quizCorrect: 0,
    capstone: null,
    issuedAt: new Date('2026-11-22T12:00:00Z'),
  }
  expect(Object.fromEntries(certificateRows(facts))).toEqual({
    Issued: '22 November 2026',
    Length: '1 h 20 min',
    Lessons: '1, done',
    Edition: '2026.1',
  })
  const full = {
    ...facts,
    exerciseCount: 15,
    exercisesSolved: 14,
    quizQuestions: 30,
    quizCorrect: 28,
    capstone: 'Tuesday',
  }
  expect(Object.fromEntries(certificateRows(full))).toMatchObject({
    Exercises: '14 of 15 solved',
    Quiz: '28 of 30 right',
    Capstone: 'Tuesday: solved',
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
