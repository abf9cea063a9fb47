/** Where people land when nothing else was asked for. */
const defaultReturnTo = '/learn'

const longest = 500
/** Stands for our own site while a path is resolved; no other site can have this name (RFC 6761). */
const here = 'http://site.invalid'

/**
 * A path on this site that a person may be sent to, from a value that anybody may have written.
 * Everything that a browser could read as another site ("//evil", "/\evil", "/%2Fevil", "/..//evil", control characters)
 * becomes the fallback, as does an address of the API, which is no page.
 */
export function safeReturnTo(value: unknown, fallback: string = defaultReturnTo): string {
  if (typeof value !== 'string' || value.length > longest) return fallback
  // Printable ASCII without a backslash: what a link of ours is made of. Browsers drop tabs and newlines from addresses.
  if (!/^\/[!-[\]-~]*$/.test(value) || /^\/(\/|%2f|%5c)/i.test(value)) return fallback
  let url: URL
  try {
    url = new URL(value, here)
  } catch {
    return fallback
  }
  if (url.origin !== here || /^\/(\/|%2f|%5c)/i.test(url.pathname) || /^\/api(\/|$)/i.test(url.pathname))
    return fallback
  return `${url.pathname}${url.search}${url.hash}`
}
