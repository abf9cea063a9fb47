import 'server-only'
import { createHash } from 'node:crypto'
import jsonld, { type JsonLdDocument, type Options } from 'jsonld'
import type { DataIntegrityProof, SignedCredential, UnsignedCredential } from '#lib/domain/badge.ts'
import { loadContext } from './contexts.ts'
import { issuerPublicKey, signBytes } from './issuer-key.ts'

/** SHA-256 of the canonical form (RDFC-1.0); a term that no context knows is an error, as it would stay unsigned. */
async function hashOf(document: object): Promise<Buffer> {
  // The type definitions are of a former version: they know neither this algorithm nor the safe mode.
  const options: object = { algorithm: 'RDFC-1.0', documentLoader: loadContext, safe: true }
  const canonical = await jsonld.canonize(document as JsonLdDocument, {
    ...(options as Options.Normalize),
    format: 'application/n-quads',
  })
  return createHash('sha256').update(canonical).digest()
}

/**
 * Adds a proof of the cryptosuite `eddsa-rdfc-2022` (W3C, Data Integrity EdDSA Cryptosuites 1.0, section 3.2): the same bytes for
 * the same credential, key and moment.
 */
export async function signCredential(
  credential: UnsignedCredential,
  created: Date,
): Promise<SignedCredential> {
  const proof: Omit<DataIntegrityProof, 'proofValue'> = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: created.toISOString(),
    verificationMethod: `${credential.issuer.id}#${issuerPublicKey}`,
    proofPurpose: 'assertionMethod',
  }
  const hashes = await Promise.all([
    hashOf({ '@context': credential['@context'], ...proof }),
    hashOf(credential),
  ])
  return { ...credential, proof: { ...proof, proofValue: signBytes(Buffer.concat(hashes)) } }
}
