/** No 0/O, 1/I/L, U/V: read aloud and typed from paper, each is only itself. 29 signs. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTWXYZ'

/** "DPM-7Q2K9F": what people quote. Pattern for what they typed. */
export const orderNumberPattern = /^DPM-[2-9A-HJKMNP-TW-Z]{6}$/

/**
 * An order's number from random bytes; the bytes that would make some signs likelier are passed over.
 * @param randomBytes a source of that many random bytes
 */
export function makeOrderNumber(randomBytes: (count: number) => Uint8Array): string {
  const fair = 256 - (256 % alphabet.length)
  let signs = ''
  while (signs.length < 6) {
    for (const byte of randomBytes(8)) {
      if (byte < fair && signs.length < 6) signs += alphabet.charAt(byte % alphabet.length)
    }
  }
  return `DPM-${signs}`
}
