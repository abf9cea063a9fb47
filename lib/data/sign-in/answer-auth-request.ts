import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import { safeReturnTo } from '#lib/domain/return-to.ts'
import { handleOAuthCallback, oauthProviders } from '#lib/server/auth.ts'
import { env } from '#lib/server/env.ts'

const noStore = { 'cache-control': 'private, no-store' }

function returnToOf(callbackUrl: string | null): string {
  if (!callbackUrl) return safeReturnTo(null)
  const site = new URL(env.APP_URL).origin
  return safeReturnTo(callbackUrl.startsWith(`${site}/`) ? callbackUrl.slice(site.length) : callbackUrl)
}

/**
 * Answers what arrives under /api/auth. Only the ways back from Google and GitHub reach Auth.js: its own forms would go
 * around our limits, and its e-mail callback would let a mail scanner's GET spend the link, so that one leads to the page
 * with the button.
 */
export async function answerAuthRequest(request: NextRequest): Promise<Response> {
  const { pathname, searchParams } = request.nextUrl
  if (pathname === '/api/auth/callback/email') {
    const target = new URLSearchParams({
      token: searchParams.get('token') ?? '',
      email: searchParams.get('email') ?? '',
      returnTo: returnToOf(searchParams.get('callbackUrl')),
    })
    return NextResponse.redirect(new URL(`/sign-in/confirm?${target}`, env.APP_URL), {
      status: 303,
      headers: noStore,
    })
  }
  if (!oauthProviders.some(({ id }) => pathname === `/api/auth/callback/${id}`)) {
    return Response.json({ error: 'not_found' }, { status: 404, headers: noStore })
  }
  const answer = await handleOAuthCallback(request)
  const headers = new Headers(answer.headers)
  headers.set('cache-control', noStore['cache-control'])
  return new Response(answer.body, { status: answer.status, headers })
}
