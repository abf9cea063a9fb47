import { type NextRequest, NextResponse } from 'next/server'
import { getSite } from '#lib/data/site/get-site.ts'
import { refuseFormPost } from '#lib/data/site/refuse-form-post.ts'
import { contentSecurityPolicy, isPersonal, securityHeaders } from '#lib/domain/security-headers.ts'

/** A clear answer to a form that Next would refuse without one; null for everything else. */
async function refuseForm(request: NextRequest, isHttps: boolean): Promise<NextResponse | null> {
  const { pathname } = request.nextUrl
  if (request.method !== 'POST' || pathname.startsWith('/api/')) return null
  const refusal = await refuseFormPost(request, pathname)
  if (!refusal) return null
  return new NextResponse(refusal.message, {
    status: refusal.status,
    headers: {
      ...securityHeaders({ isHttps, path: pathname }),
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'private, no-store',
    },
  })
}

/**
 * Gives every page its security headers. It guards nothing: who may see what is decided where data are read (lib/data).
 * Next finds the nonce in the request's policy and puts it on its own scripts (docs/decisions/0005).
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { isHttps, formTargets } = getSite()
  const refusal = await refuseForm(request, isHttps)
  if (refusal) return refusal
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  const policy = contentSecurityPolicy({
    nonce,
    formTargets,
    isHttps,
    isDevelopment: process.env.NODE_ENV === 'development',
  })

  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  headers.set('x-nonce', nonce)
  const response = NextResponse.next({ request: { headers } })

  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of Object.entries(securityHeaders({ isHttps, path: request.nextUrl.pathname })))
    response.headers.set(name, value)
  if (isPersonal(request.nextUrl.pathname)) response.headers.set('Cache-Control', 'private, no-store')
  return response
}

export const config = {
  // Everything but files: they are public, need no policy or bring their own, and the share picture may be shown on other sites.
  matcher: ['/((?!_next/static/|python/|_next/image/|share\\.png|icon\\.svg|apple-icon\\.png).*)'],
}
