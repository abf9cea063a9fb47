/**
 * The Content-Disposition of a download: its name in any script (RFC 6266 with RFC 5987), and in ASCII for who cannot read
 * that. What no file system takes in a name becomes a space.
 */
export function attachment(fileName: string): string {
  const name = fileName.replace(/[/\\:*?"<>|]/g, ' ')
  const encoded = encodeURIComponent(name).replace(
    /['()]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  const plain = name.replace(/[^\x20-\x7e]/g, '').trim()
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
