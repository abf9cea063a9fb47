/** Who gets a certificate, and what is said about one. Pure. */

export interface CertificateStanding {
  /** Holds an entitlement to the course that is not revoked. */
  holdsCourse: boolean
  /** The slugs of the lessons that the course has today, in order. */
  lessonSlugs: readonly string[]
  /** The slugs of what this learner finished, whenever that was; lessons that are gone since do not count. */
  doneLessonSlugs: ReadonlySet<string>
  /** The exercises that the course asks for today, in order. */
  requiredExerciseIds: readonly string[]
  solvedExerciseIds: ReadonlySet<string>
}

export type CertificateEligibility =
  | { eligible: true }
  | { eligible: false; because: 'no_access' }
  /** What today's course asks for and is not there, in order. */
  | { eligible: false; because: 'not_finished'; missingLessons: string[]; missingExercises: string[] }

/**
 * The one rule: who holds the course, has done every lesson that it has today, and has solved the exercises that it asks for.
 * A course without lessons certifies nobody.
 */
export function certificateEligibility(standing: CertificateStanding): CertificateEligibility {
  const { lessonSlugs, doneLessonSlugs, requiredExerciseIds, solvedExerciseIds } = standing
  if (!standing.holdsCourse) return { eligible: false, because: 'no_access' }
  const missingLessons = lessonSlugs.filter((slug) => !doneLessonSlugs.has(slug))
  const missingExercises = requiredExerciseIds.filter((id) => !solvedExerciseIds.has(id))
  if (missingLessons.length > 0 || missingExercises.length > 0 || lessonSlugs.length === 0)
    return { eligible: false, because: 'not_finished', missingLessons, missingExercises }
  return { eligible: true }
}

/** The rule in words, behind "when": "all lessons are done and the 11 exercises that count for it are solved". */
export function certificateAsksFor({ requiredExercises }: { requiredExercises: number }): string {
  if (requiredExercises === 0) return 'all lessons are done'
  const exercises =
    requiredExercises === 1
      ? 'the exercise that counts for it is'
      : `the ${requiredExercises} exercises that count for it are`
  return `all lessons are done and ${exercises} solved`
}

/** What was shown, as it stood when the certificate was issued. */
export interface Achievement {
  courseTitle: string
  /** Of the content, such as 2026.1. */
  courseVersion: string
  courseMinutes: number
  lessonCount: number
  /** Of the lessons; the capstone is named by itself. */
  exerciseCount: number
  exercisesSolved: number
  quizQuestions: number
  quizCorrect: number
  /** The title of the capstone that was solved. */
  capstone: string | null
}

/** What stands on a certificate, on paper and on its page. */
export interface CertificateFacts extends Achievement {
  id: string
  name: string
  /** BCP 47; decides the shapes of Chinese characters. Null where the letters alone say how they look. */
  nameLanguage: string | null
  issuedAt: Date
}

/** Who certifies: the site. */
export const issuerName = 'Demystifying Python Memory'

/** Term and text of each fact beside name, title and id: the same on the paper, the page, the picture and in the badge. */
export function certificateRows(facts: Achievement & { issuedAt: Date }): [term: string, text: string][] {
  const { lessonCount, exerciseCount, exercisesSolved, quizQuestions, quizCorrect, capstone } = facts
  const rows: [string, string | null][] = [
    ['Issued', certificateDay(facts.issuedAt)],
    ['Length', courseLength(facts.courseMinutes)],
    ['Lessons', lessonCount === 1 ? '1, done' : `${lessonCount}, all done`],
    ['Exercises', exerciseCount > 0 ? `${exercisesSolved} of ${exerciseCount} solved` : null],
    ['Quiz', quizQuestions > 0 ? `${quizCorrect} of ${quizQuestions} right` : null],
    ['Capstone', capstone && `${capstone}: solved`],
    ['Edition', facts.courseVersion],
  ]
  return rows.flatMap(([term, text]) => (text === null ? [] : [[term, text]]))
}

/** "1 h 20 min", "45 min". */
export function courseLength(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ')
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** "22 November 2026": the day in UTC, so that the paper says the same wherever it is printed. */
export function certificateDay(moment: Date): string {
  return day.format(moment)
}

/** Where the picture of a certificate is. @param url the certificate's page */
export const pictureAddress = (url: string) => `${url}/picture.png`

/** What LinkedIn's form "Add license or certification" asks for. */
export interface LinkedInFields {
  name: string
  issuer: string
  issueYear: number
  /** 1 to 12. */
  issueMonth: number
  credentialId: string
  credentialUrl: string
}

/** @param pageUrl the certificate's public page */
export function linkedInFields(
  certificate: Pick<CertificateFacts, 'id' | 'courseTitle' | 'issuedAt'>,
  issuer: string,
  pageUrl: string,
): LinkedInFields {
  return {
    name: certificate.courseTitle,
    issuer,
    issueYear: certificate.issuedAt.getUTCFullYear(),
    issueMonth: certificate.issuedAt.getUTCMonth() + 1,
    credentialId: certificate.id,
    credentialUrl: pageUrl,
  }
}

/** Opens that form filled in. LinkedIn has been seen to drop some of it, so the fields stand beside it to be copied. */
export function linkedInAddUrl(fields: LinkedInFields): string {
  const query = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: fields.name,
    organizationName: fields.issuer,
    issueYear: String(fields.issueYear),
    issueMonth: String(fields.issueMonth),
    certUrl: fields.credentialUrl,
    certId: fields.credentialId,
  })
  return `https://www.linkedin.com/profile/add?${query}`
}
