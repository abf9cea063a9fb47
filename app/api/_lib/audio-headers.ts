/** Asked for again before each use, so that access that ended is over at the next request; a free lesson may be kept. */
export const audioCache = (isFree: boolean): string => (isFree ? 'public, max-age=3600' : 'private, no-cache')

/** The name that a download is saved under, in any script (RFC 6266 with RFC 5987). */
export function attachment(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  const plain = fileName.replace(/[^\x20-\x7e]/g, '').replace(/["\\]/g, '')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
