import 'server-only'
import { gzipSync } from 'node:zlib'
import { statusListLength } from '#lib/domain/badge.ts'

/**
 * A bitstring with these places set, as a BitstringStatusList carries it (W3C, Bitstring Status List 1.0, section 3.3): the first
 * place is the leftmost bit; gzip, base64url, and "u" for that in front.
 */
export function encodeStatusBits(places: Iterable<number>): string {
  const bytes = Buffer.alloc(statusListLength / 8)
  for (const place of places) {
    const at = place >> 3
    bytes.writeUInt8(bytes.readUInt8(at) | (0x80 >> (place & 7)), at)
  }
  return `u${gzipSync(bytes).toString('base64url')}`
}
