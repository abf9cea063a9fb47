import { NextRequest } from 'next/server'
import { describe, expect, test } from 'vitest'

Object.assign(process.env, { AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'secret' })
const { answerAuthRequest } = await import('#lib/data/sign-in/answer-auth-request.ts')
const { createSignInToken, isSignInTokenAlive } = await import('#lib/server/auth.ts')
const { db } = await import('#lib/server/db.ts')

const get = (path: string, headers: Record<string, string> = {}) =>
  answerAuthRequest(new NextRequest(`http://forged.example${path}`, { headers }))

describe('/api/auth', () => {
  test('turns a GET of the e-mail callback into the page with the button, and spends nothing', async () => {
    const email = 'ada@example.com'
    const token = await createSignInToken(email)
    const query = new URLSearchParams({ token, email, callbackUrl: 'http://localhost:3000/account?a=b' })
    const answer = await get(`/api/auth/callback/email?${query}`)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.getSetCookie()).toEqual([])
    const target = new URL(answer.headers.get('location') ?? '')
    expect(`${target.origin}${target.pathname}`).toBe('http://localhost:3000/sign-in/confirm')
    expect(Object.fromEntries(target.searchParams)).toEqual({ token, email, returnTo: '/account?a=b' })
    expect(await isSignInTokenAlive(email, token)).toBe(true)
  })

  test.each([
    'https://evil.example/',
    '//evil.example',
    'http://localhost:3000//evil.example',
    'http://localhost:3000.evil.example/',
  ])('does not carry %s on', async (callbackUrl) => {
    const answer = await get(`/api/auth/callback/email?${new URLSearchParams({ callbackUrl })}`)
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('returnTo')).toBe('/learn')
  })

  test.each([
    'signin',
    'signin/email',
    'signin/github',
    'signout',
    'session',
    'csrf',
    'providers',
    'error',
    'verify-request',
    'callback/google',
    'callback/credentials',
    'callback/github/more',
    'webauthn-options',
  ])('offers no %s: those forms would go around our limits', async (path) => {
    const answer = await get(`/api/auth/${path}`)
    expect(answer.status).toBe(404)
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test.each(['', '?code=forged&state=forged', '?error=access_denied'])(
    'leads a callback of GitHub that we did not begin (%s) to a page for people, and signs nobody in',
    async (query) => {
      const answer = await get(`/api/auth/callback/github${query}`)
      expect(answer.status).toBe(302)
      expect(answer.headers.get('location')).toMatch(/^http:\/\/localhost:3000\/sign-in\?error=\w+$/)
      expect(answer.headers.getSetCookie().filter((cookie) => cookie.includes('session-token='))).toEqual([])
      expect(await db.session.count()).toBe(0)
    },
  )
})
