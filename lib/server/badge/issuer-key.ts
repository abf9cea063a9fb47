import 'server-only'
import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto'
import { base58btc } from 'multiformats/bases/base58'
import { env } from '#lib/server/env.ts'

/** What stands before 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')
/** Multicodec: an Ed25519 public key. */
const multicodec = Buffer.from([0xed, 0x01])

const seed = Buffer.from(hkdfSync('sha256', env.BADGE_SECRET, '', 'open badges, ed25519', 32))
const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })

/** The public half of the key that signs now, as a Multikey: "z6Mk…". */
export const issuerPublicKey: string = base58btc.encode(
  Buffer.concat([multicodec, Buffer.from(x, 'base64url')]),
)

/** An Ed25519 signature in multibase base58btc. */
export function signBytes(bytes: Uint8Array): string {
  return base58btc.encode(sign(null, bytes, privateKey))
}
