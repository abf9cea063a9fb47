/** What the security policy of one answer depends on. */
export interface PolicyInput {
  /** Fresh and unguessable in each answer. */
  nonce: string
  /** Origins that a form may lead to besides our own: a redirect after a form counts as its target. */
  formTargets: readonly string[]
  isHttps: boolean
  /** React's development build evaluates strings and inserts styles. */
  isDevelopment: boolean
}

/**
 * The Content-Security-Policy of a page: scripts and styles are ours and carry the nonce, nothing comes from another origin,
 * nobody frames us.
 */
export function contentSecurityPolicy({ nonce, formTargets, isHttps, isDevelopment }: PolicyInput): string {
  const directives = {
    'default-src': ["'none'"],
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    // A nonce would switch 'unsafe-inline' off, so development goes without one here.
    'style-src': ["'self'", isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'media-src': ["'self'"],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'form-action': ["'self'", ...formTargets],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    ...(isHttps && { 'upgrade-insecure-requests': [] }),
  }
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ')
}

/**
 * The policy of the Worker that runs a learner's Python: it compiles WebAssembly and loads Python's own files from `folder`, and
 * reaches nothing else, our own pages and routes included: what it runs may come from anywhere, and the cookies are the learner's.
 */
export function pythonWorkerPolicy(folder: string): string {
  return `default-src 'none'; script-src ${folder} 'wasm-unsafe-eval'; connect-src ${folder}`
}

/** Files that other people's pages show and verifiers read: a certificate's picture and badge, and what proves it. */
const forOtherSites =
  /^\/(\.well-known\/did\.json|certificates\/(status\/\d+|[^/]+\/(picture\.png|badge\.json)))$/

/** The headers that every answer of the site carries beside its policy. */
export function securityHeaders({
  isHttps,
  path = '',
}: {
  isHttps: boolean
  path?: string
}): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // With the opener policy: the page and its Workers may share memory, which is how a program that never ends is stopped.
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': forOtherSites.test(path) ? 'cross-origin' : 'same-origin',
    ...(isHttps && { 'Strict-Transport-Security': 'max-age=63072000' }),
  }
}

const personal = ['/learn', '/account', '/owner', '/sign-in', '/buy', '/checkout', '/withdraw', '/gift']

/** Whether a page's answer belongs to one person, so that no cache may keep it. */
export function isPersonal(path: string): boolean {
  return personal.some((root) => path === root || path.startsWith(`${root}/`))
}
