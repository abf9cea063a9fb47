import { randomBytes } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Random letters and digits, as Stripe's ids have them. */
export function randomLetters(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('')
}

/** An id such as `re_3Q…`: the prefix (`re_3`) tells the kind, as in Stripe. */
export function newId(prefix: string, length = 24): string {
  return `${prefix}${randomLetters(length)}`
}
