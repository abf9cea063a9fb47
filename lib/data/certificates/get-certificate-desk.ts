import 'server-only'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import {
  certificateEligibility,
  type LinkedInFields,
  linkedInAddUrl,
  linkedInFields,
} from '#lib/domain/certificate.ts'
import { type CourseOutline, type LessonOutline, pagesOf } from '#lib/schemas/course.ts'
import { getCourseOutline, unsafeGetCourse } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import type { CertificateVisibility } from '#prisma/generated/client.ts'
import { exercisesOf, readCertificateStanding } from './certificate-standing.ts'
import {
  certificateFields,
  certificateUrl,
  type ShownCertificate,
  showCertificate,
} from './get-certificate.ts'

export interface MissingExercise {
  id: string
  title: string
  /** The lesson that it stands in, or the capstone. */
  page: LessonOutline
}

/** The learner's own certificate, with what only they may see and change. */
export interface OwnCertificate {
  certificate: ShownCertificate & { name: string }
  visibility: CertificateVisibility
  formerNames: { name: string; correctedAt: Date; byOwner: boolean }[]
  mayCorrect: boolean
  linkedIn: { fields: LinkedInFields; addUrl: string }
}

/** Where a learner stands with the certificate of a course. */
export type CertificateDesk = { course: CourseOutline } & (
  | { state: 'no_access' }
  | {
      state: 'not_finished'
      lessons: LessonOutline[]
      exercises: MissingExercise[]
      /** Of how many. */
      requiredExercises: number
    }
  /** May have it now; their account's name to begin with. */
  | { state: 'ready'; accountName: string }
  | ({ state: 'issued' } & OwnCertificate)
)

async function findOwn(userId: string, courseSlug: string): Promise<OwnCertificate | null> {
  const row = await db.certificate.findUnique({
    where: { userId_courseSlug: { userId, courseSlug } },
    select: certificateFields,
  })
  if (!row) return null
  const certificate = { ...showCertificate(row, true), name: row.name }
  const fields = linkedInFields(row, certificate.issuer, certificateUrl(row.id))
  return {
    certificate,
    visibility: row.visibility,
    formerNames: row.corrections.map(({ formerName, ...rest }) => ({ name: formerName, ...rest })),
    mayCorrect: row.revokedAt === null && row.corrections.every(({ byOwner }) => byOwner),
    linkedIn: { fields, addUrl: linkedInAddUrl(fields) },
  }
}

/** Null when there is no such course. */
export async function getCertificateDesk(
  session: Session,
  courseSlug: string,
): Promise<CertificateDesk | null> {
  const course = getCourseOutline(courseSlug)
  const content = unsafeGetCourse(courseSlug)
  if (!course || !content) return null
  const { viewer } = session
  const own = await findOwn(viewer.userId, courseSlug)
  if (own) return { course, state: 'issued', ...own }
  const holdsCourse = session.courseSlugs.includes(courseSlug)
  const { standing } = await readCertificateStanding(db, viewer.userId, content, holdsCourse)
  const verdict = certificateEligibility(standing)
  if (verdict.eligible) return { course, state: 'ready', accountName: viewer.name ?? '' }
  if (verdict.because === 'no_access') return { course, state: 'no_access' }
  const { inLessons, capstone } = exercisesOf(content)
  const missing = [...inLessons, ...(capstone ? [capstone] : [])].filter(({ id }) =>
    verdict.missingExercises.includes(id),
  )
  return {
    course,
    state: 'not_finished',
    lessons: course.lessons.filter(({ slug }) => verdict.missingLessons.includes(slug)),
    exercises: missing.flatMap(({ id, title, lesson }) => {
      const page = pagesOf(course).find(({ number }) => number === lesson)
      return page ? [{ id, title, page }] : []
    }),
    requiredExercises: standing.requiredExerciseIds.length,
  }
}
