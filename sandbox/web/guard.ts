import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'

const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * The sandbox listens on loopback, but the browser on this machine also shows strangers' pages: a name that was
 * rebound to 127.0.0.1 is refused by the Host header, and a form that another site posts by its Origin.
 */
export const guard = createMiddleware(async (context, next) => {
  const url = new URL(context.req.url)
  if (!ownNames.has(url.hostname)) return context.text('The sandbox answers on this machine only.', 403)
  const safe = context.req.method === 'GET' || context.req.method === 'HEAD'
  const origin = context.req.header('origin')
  const site = context.req.header('sec-fetch-site')
  const foreign =
    (origin !== undefined && origin !== url.origin) || site === 'cross-site' || site === 'same-site'
  if (!safe && foreign) return context.text('Only the sandbox’s own pages may do this.', 403)
  return next()
})

/** No scripts at all; styles and forms from here only. Pages that lead elsewhere widen it for themselves. */
export const headers = secureHeaders({
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
})

/** `formTargets`: origins that a form may end up at after its redirect; `mailStyles`: for the shown mail. */
export function contentSecurityPolicy(wider: { formTargets?: string[]; mailStyles?: boolean } = {}): string {
  const styles = wider.mailStyles ? "'self' 'unsafe-inline'" : "'self'"
  const forms = ["'self'", ...(wider.formTargets ?? [])].join(' ')
  return `default-src 'none'; style-src ${styles}; img-src 'self' data:; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`
}
