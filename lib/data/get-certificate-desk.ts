import 'server-only'
import {
  certificateEligibility,
  type LinkedInFields,
  linkedInAddUrl,
  linkedInFields,
} from '#lib/domain/certificate.ts'
import type { CourseOutline, LessonOutline } from '#lib/schemas/course.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { type PublicCertificate, publicCertificateFields, toPublicCertificate } from './get-certificate.ts'
import type { Session } from './read-session.ts'

/** Where a learner stands with the certificate of a course. */
export type CertificateDesk = { course: CourseOutline } & (
  | { state: 'no_access' }
  | { state: 'not_finished'; missing: LessonOutline[] }
  /** May have it now; their account's name to begin with. */
  | { state: 'ready'; accountName: string }
  | { state: 'issued'; certificate: PublicCertificate; linkedIn: { fields: LinkedInFields; addUrl: string } }
)

/** Null when there is no such course. */
export async function getCertificateDesk(
  session: Session,
  courseSlug: string,
): Promise<CertificateDesk | null> {
  const course = getCourseOutline(courseSlug)
  if (!course) return null
  const { viewer } = session
  const row = await db.certificate.findUnique({
    where: { userId_courseSlug: { userId: viewer.userId, courseSlug } },
    select: publicCertificateFields,
  })
  if (row) {
    const certificate = toPublicCertificate(row)
    const fields = linkedInFields(certificate, certificate.issuer, certificate.url)
    return { course, state: 'issued', certificate, linkedIn: { fields, addUrl: linkedInAddUrl(fields) } }
  }
  const done = session.progress.filter((known) => known.courseSlug === courseSlug && known.doneAt !== null)
  const verdict = certificateEligibility({
    holdsCourse: session.courseSlugs.includes(courseSlug),
    lessonSlugs: course.lessons.map((lesson) => lesson.slug),
    doneLessonSlugs: new Set(done.map((known) => known.lessonSlug)),
  })
  if (verdict.eligible) return { course, state: 'ready', accountName: viewer.name ?? '' }
  if (verdict.because === 'no_access') return { course, state: 'no_access' }
  const missing = course.lessons.filter((lesson) => verdict.missing.includes(lesson.slug))
  return { course, state: 'not_finished', missing }
}
