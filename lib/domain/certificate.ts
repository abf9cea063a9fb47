/** Who gets a certificate, and what is said about one. Pure. */

export interface CertificateStanding {
  /** Holds an entitlement to the course that is not revoked. */
  holdsCourse: boolean
  /** The slugs of the lessons that the course has today, in order. */
  lessonSlugs: readonly string[]
  /** The slugs of what this learner finished, whenever that was; lessons that are gone since do not count. */
  doneLessonSlugs: ReadonlySet<string>
}

export type CertificateEligibility =
  | { eligible: true }
  | { eligible: false; because: 'no_access' }
  /** Slugs of today's lessons that are not done, in order. */
  | { eligible: false; because: 'not_finished'; missing: string[] }

/** The one rule: who holds the course and has done every lesson that it has today. A course without lessons certifies nobody. */
export function certificateEligibility(standing: CertificateStanding): CertificateEligibility {
  if (!standing.holdsCourse) return { eligible: false, because: 'no_access' }
  const missing = standing.lessonSlugs.filter((slug) => !standing.doneLessonSlugs.has(slug))
  if (missing.length > 0 || standing.lessonSlugs.length === 0) {
    return { eligible: false, because: 'not_finished', missing }
  }
  return { eligible: true }
}

/** What stands on a certificate, on paper and on its page. */
export interface CertificateFacts {
  id: string
  name: string
  /** BCP 47; decides the shapes of Chinese characters. Null where the letters alone say how they look. */
  nameLanguage: string | null
  courseTitle: string
  /** Of the content, such as 2026.1. */
  courseVersion: string
  courseMinutes: number
  lessonCount: number
  issuedAt: Date
}

/** Who certifies: the site. */
export const issuerName = 'Demystifying Python Memory'

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
