import 'server-only'
import { getSite } from '#lib/data/site/get-site.ts'
import { type SignedCredential, statusListCredential, statusListLength } from '#lib/domain/badge.ts'
import { signCredential } from '#lib/server/badge/sign-credential.ts'
import { encodeStatusBits } from '#lib/server/badge/status-bits.ts'
import { db } from '#lib/server/db.ts'
import { noteIssuerKey } from './get-badge.ts'

/** The last signed list of each number: who asks again while nothing was revoked gets the same bytes, signed once. */
const signed = new Map<number, { bits: string; credential: Promise<SignedCredential> }>()

function signOnce(list: number, bits: string, now: Date): Promise<SignedCredential> {
  const known = signed.get(list)
  if (known?.bits === bits) return known.credential
  const credential = signCredential(statusListCredential(getSite().url, list, bits, now), now)
  signed.set(list, { bits, credential })
  // What failed is tried anew, and not handed out for good.
  credential.catch(() => signed.delete(list))
  return credential
}

/** Which badges of a list are revoked at this moment, signed; public, and says nothing of whose they are. Null when there is no such list. */
export async function getStatusList(list: number, now = new Date()): Promise<SignedCredential | null> {
  const first = (list - 1) * statusListLength
  const last = await db.certificate.aggregate({ _max: { statusSerial: true } })
  if (!Number.isInteger(list) || list < 1 || first > (last._max.statusSerial ?? 0)) return null
  const revoked = await db.certificate.findMany({
    where: { revokedAt: { not: null }, statusSerial: { gte: first, lt: first + statusListLength } },
    select: { statusSerial: true },
  })
  await noteIssuerKey()
  const bits = encodeStatusBits(revoked.map(({ statusSerial }) => statusSerial - first))
  return signOnce(list, bits, now)
}
