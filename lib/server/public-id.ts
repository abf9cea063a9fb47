import 'server-only'
import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** 128 random bits as 26 letters that cannot be mistaken for one another: nobody finds a certificate or a transcript by trying. */
export function createPublicId(): string {
  let rest = BigInt(`0x${randomBytes(16).toString('hex')}`)
  let id = ''
  for (let count = 0; count < 26; count += 1) {
    id = alphabet.charAt(Number(rest % 32n)) + id
    rest /= 32n
  }
  return id
}
