/** Certificates as Open Badges 3.0: the credentials before they are signed, and who issues them. Pure. */
import { type Achievement, certificateRows, issuerName } from './certificate.ts'

const credentialsContext = 'https://www.w3.org/ns/credentials/v2'
const openBadgesContext = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
/** What every document of ours is written in, and all that a verifier must know. */
export const badgeContexts = [credentialsContext, openBadgesContext] as const

export interface DataIntegrityProof {
  type: 'DataIntegrityProof'
  cryptosuite: 'eddsa-rdfc-2022'
  created: string
  verificationMethod: string
  proofPurpose: 'assertionMethod'
  proofValue: string
}

interface Issuer {
  id: string
  name: string
  /** Words of Open Badges, for the badge alone. */
  type?: ['Profile']
  url?: string
}

export interface UnsignedCredential {
  '@context': readonly string[]
  id: string
  type: string[]
  issuer: Issuer
  validFrom: string
  credentialSubject: object
  [more: string]: unknown
}

export type SignedCredential = UnsignedCredential & { proof: DataIntegrityProof }

/** How many certificates one list tells about: the least that the standard allows, so that a bit hides among many. */
export const statusListLength = 131_072

/** did:web of a site: its host, with the colon before a port escaped. */
function issuerDid(siteUrl: string): string {
  return `did:web:${new URL(siteUrl).host.replace(':', '%3A')}`
}

/** The issuer's document at /.well-known/did.json: every key that ever signed, so that older badges stay valid. */
export function issuerDocument(siteUrl: string, publicKeys: readonly string[]) {
  const id = issuerDid(siteUrl)
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id,
    verificationMethod: publicKeys.map((key) => ({
      id: `${id}#${key}`,
      type: 'Multikey',
      controller: id,
      publicKeyMultibase: key,
    })),
    assertionMethod: publicKeys.map((key) => `${id}#${key}`),
  }
}

/** The address of the n-th list, the first being 1. */
const statusListUrl = (siteUrl: string, list: number) => `${siteUrl}/certificates/status/${list}`

/** Where the certificate with this serial number has its bit. */
function statusPlace(serial: number): { list: number; index: number } {
  return { list: Math.floor(serial / statusListLength) + 1, index: serial % statusListLength }
}

export interface BadgeFacts extends Achievement {
  id: string
  /** Null where the graduate keeps it to themselves. */
  name: string | null
  courseSlug: string
  issuedAt: Date
  statusSerial: number
}

function resultsOf(facts: BadgeFacts, achievementId: string) {
  const results = [
    { key: 'lessons', name: 'Lessons done', value: facts.lessonCount, of: facts.lessonCount },
    { key: 'exercises', name: 'Exercises solved', value: facts.exercisesSolved, of: facts.exerciseCount },
    { key: 'quiz', name: 'Quiz questions right', value: facts.quizCorrect, of: facts.quizQuestions },
  ].filter(({ of }) => of > 0)
  return {
    descriptions: results.map(({ key, name, of }) => ({
      id: `${achievementId}#${key}`,
      type: ['ResultDescription'],
      name,
      resultType: 'RawScore',
      valueMin: '0',
      valueMax: String(of),
    })),
    results: results.map(({ key, value }) => ({
      type: ['Result'],
      resultDescription: `${achievementId}#${key}`,
      value: String(value),
    })),
  }
}

/** The certificate as an OpenBadgeCredential, to be signed. It says what the paper says, and nothing of the account. */
export function openBadge(siteUrl: string, facts: BadgeFacts): UnsignedCredential {
  const page = `${siteUrl}/certificates/${facts.id}`
  const achievementId = `${siteUrl}/learn/${facts.courseSlug}?edition=${facts.courseVersion}`
  const { list, index } = statusPlace(facts.statusSerial)
  const listUrl = statusListUrl(siteUrl, list)
  const { descriptions, results } = resultsOf(facts, achievementId)
  const narrative = `${certificateRows(facts)
    .map(([term, text]) => `${term}: ${text}`)
    .join('. ')}.`
  return {
    '@context': badgeContexts,
    id: `${page}/badge.json`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: facts.courseTitle,
    issuer: { id: issuerDid(siteUrl), type: ['Profile'], name: issuerName, url: siteUrl },
    validFrom: facts.issuedAt.toISOString(),
    credentialSubject: {
      type: ['AchievementSubject'],
      ...(facts.name !== null && {
        identifier: [
          { type: 'IdentityObject', hashed: false, identityHash: facts.name, identityType: 'name' },
        ],
      }),
      achievement: {
        id: achievementId,
        type: ['Achievement'],
        achievementType: 'CertificateOfCompletion',
        name: facts.courseTitle,
        description: `The course ${facts.courseTitle}, edition ${facts.courseVersion}.`,
        criteria: { narrative: 'Do every lesson, and solve the exercises that the edition asks for.' },
        resultDescription: descriptions,
      },
      narrative,
      result: results,
    },
    evidence: [{ id: page, type: ['Evidence'], name: 'The certificate, and whether it is valid' }],
    credentialStatus: {
      id: `${listUrl}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(index),
      statusListCredential: listUrl,
    },
  }
}

/** The credential that says which badges of a list are revoked, to be signed. */
export function statusListCredential(
  siteUrl: string,
  list: number,
  encodedList: string,
  validFrom: Date,
): UnsignedCredential {
  const id = statusListUrl(siteUrl, list)
  return {
    '@context': [credentialsContext],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: { id: issuerDid(siteUrl), name: issuerName },
    validFrom: validFrom.toISOString(),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList,
    },
  }
}
