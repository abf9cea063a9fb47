import type { ErrorCode } from './errors.ts'

/** The most that a form may send; Next's own limit for server actions (serverActions.bodySizeLimit). */
const largestFormBytes = 1024 * 1024

interface FormPost {
  /** The header: where the page with the form is from. Old browsers send none. */
  origin: string | null
  /** The host that the browser asked for. */
  host: string | null
  contentLength: string | null
  /** The header `Transfer-Encoding`: set where the length is not said beforehand. */
  transferEncoding: string | null
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

/**
 * Why a form's POST to a page is refused, or null. Next refuses the same (a form from another site, a body over its limit), but
 * says so with status 500 and no sentence.
 */
export function judgeFormPost(post: FormPost): ErrorCode | null {
  const { origin, host, contentLength, transferEncoding } = post
  if (origin !== null && hostOf(origin) !== host) return 'bad_origin'
  if (transferEncoding !== null && contentLength === null) return 'no_length'
  return Number(contentLength) > largestFormBytes ? 'too_large' : null
}
