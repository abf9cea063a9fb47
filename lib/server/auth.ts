import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { PrismaAdapter } from '@auth/prisma-adapter'
import { NextRequest, NextResponse } from 'next/server'
import NextAuth, { type NextAuthConfig } from 'next-auth'
import type { Adapter } from 'next-auth/adapters'
import type { EmailConfig } from 'next-auth/providers'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import { emailSchema } from '#lib/schemas/email.ts'
import { db } from './db.ts'
import { env } from './env.ts'
import { log } from './log.ts'
import { hashSessionToken, sessionCookieName, sessionDays, useSecureCookies } from './session-cookie.ts'

/** How long a mailed link works. */
export const signInLinkMinutes = 15
const dayInSeconds = 24 * 60 * 60

export type OAuthProvider = 'google' | 'github'

/** The ways to sign in besides the mail: those whose keys are set. */
export const oauthProviders: readonly { id: OAuthProvider; name: string }[] = [
  ...(env.AUTH_GOOGLE_ID ? [{ id: 'google', name: 'Google' } as const] : []),
  ...(env.AUTH_GITHUB_ID ? [{ id: 'github', name: 'GitHub' } as const] : []),
]

// next-auth asks the environment for its own address, and would believe the Host header otherwise.
process.env.AUTH_URL = new URL(env.APP_URL).origin

/** What stands in the table for a mailed token: the hash that Auth.js computes when the link is used. */
function hashSignInToken(token: string): string {
  return createHash('sha256').update(`${token}${env.AUTH_SECRET}`).digest('hex')
}

/** Makes a token for a sign-in link to this address; only its hash is kept, and what has expired is cleared away. */
export async function createSignInToken(email: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = Date.now()
  await db.verificationToken.deleteMany({ where: { expires: { lt: new Date(now) } } })
  await db.verificationToken.create({
    data: {
      identifier: email,
      token: hashSignInToken(token),
      expires: new Date(now + signInLinkMinutes * 60_000),
    },
  })
  return token
}

/** Whether a link would sign in now. Spends nothing. */
export async function isSignInTokenAlive(email: string, token: string): Promise<boolean> {
  const found = await db.verificationToken.findUnique({
    where: {
      identifier_token: { identifier: email, token: hashSignInToken(token) },
      expires: { gt: new Date() },
    },
    select: { identifier: true },
  })
  return found !== null
}

/** Prisma's adapter, with its rows kept as this product keeps them: no token that works stands in the database. */
function createAdapter(userAgent: string | null): Adapter {
  return {
    ...PrismaAdapter(db as never),
    // Whoever comes here has shown that the address is theirs: by the mailed link, or to Google or GitHub (see `signIn`).
    createUser: ({ email, name, image }) =>
      db.user.create({
        data: {
          email: emailSchema.parse(email),
          name: name?.slice(0, 100) ?? null,
          image: image ?? null,
          emailVerified: new Date(),
        },
      }),
    getUserByEmail: (email) => db.user.findUnique({ where: { email: email.toLowerCase() } }),
    // The provider's own tokens are not needed after signing in, so they are not kept.
    linkAccount: async ({ userId, type, provider, providerAccountId }) => {
      await db.account.create({ data: { userId, type, provider, providerAccountId } })
    },
    async createSession({ sessionToken, userId, expires }) {
      await db.session.deleteMany({ where: { userId, expires: { lt: new Date() } } })
      await db.session.create({
        data: {
          sessionToken: hashSessionToken(sessionToken),
          userId,
          expires,
          userAgent: userAgent?.slice(0, 400) ?? null,
        },
      })
      return { sessionToken, userId, expires }
    },
    async getSessionAndUser(sessionToken) {
      const found = await db.session.findUnique({
        where: { sessionToken: hashSessionToken(sessionToken), expires: { gt: new Date() } },
        select: { userId: true, expires: true, user: true },
      })
      if (!found) return null
      const { user, userId, expires } = found
      return { user, session: { sessionToken, userId, expires } }
    },
    async updateSession({ sessionToken, expires }) {
      if (!expires) return null
      await db.session.updateMany({
        where: { sessionToken: hashSessionToken(sessionToken) },
        data: { expires },
      })
      return null
    },
    async deleteSession(sessionToken) {
      await db.session.deleteMany({ where: { sessionToken: hashSessionToken(sessionToken) } })
    },
  }
}

/** The mail itself is a job of ours (`sign-in-mail`); Auth.js only takes the tokens back. */
const emailProvider: EmailConfig = {
  id: 'email',
  type: 'email',
  name: 'E-mail',
  maxAge: signInLinkMinutes * 60,
  sendVerificationRequest() {
    throw new Error('Sign-in links are mailed by the job sign-in-mail.')
  },
}

// Auth.js would only use PKCE, and trust the provider to enforce it.
const checks: ('pkce' | 'state')[] = ['pkce', 'state']

/** GitHub's profile with its primary address, if that one is verified; the provider of Auth.js takes any. */
async function fetchGitHubProfile(accessToken: string | undefined) {
  const get = async (path: string) => {
    const answer = await fetch(`https://api.github.com${path}`, {
      headers: { authorization: `Bearer ${accessToken}`, 'user-agent': new URL(env.APP_URL).host },
      signal: AbortSignal.timeout(10_000),
    })
    if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to ${path}`)
    return answer.json()
  }
  const [profile, emails] = await Promise.all([get('/user'), get('/user/emails')])
  const primary = emails.find((email: { primary: boolean; verified: boolean }) => email.primary)
  return { ...profile, email: primary?.email ?? null, email_verified: primary?.verified === true }
}

function createConfig(request: NextRequest | undefined): NextAuthConfig {
  return {
    basePath: '/api/auth',
    secret: env.AUTH_SECRET,
    trustHost: true,
    useSecureCookies,
    adapter: createAdapter(request?.headers.get('user-agent') ?? null),
    session: {
      strategy: 'database',
      maxAge: sessionDays * dayInSeconds,
      generateSessionToken: () => randomBytes(32).toString('base64url'),
    },
    // The database ends a session, 30 days after its last use; the browser keeps the cookie as long as browsers do.
    cookies: { sessionToken: { options: { maxAge: 400 * dayInSeconds } } },
    providers: [
      emailProvider,
      ...(env.AUTH_GOOGLE_ID && env.AUTH_GOOGLE_SECRET
        ? [Google({ clientId: env.AUTH_GOOGLE_ID, clientSecret: env.AUTH_GOOGLE_SECRET, checks })]
        : []),
      ...(env.AUTH_GITHUB_ID && env.AUTH_GITHUB_SECRET
        ? [
            GitHub({
              clientId: env.AUTH_GITHUB_ID,
              clientSecret: env.AUTH_GITHUB_SECRET,
              checks,
              userinfo: {
                url: 'https://api.github.com/user',
                request: ({ tokens }: { tokens: { access_token?: string } }) =>
                  fetchGitHubProfile(tokens.access_token),
              },
            }),
          ]
        : []),
    ],
    pages: { signIn: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in/check-mail' },
    callbacks: {
      // An address that its provider has not verified could be somebody else's, who would later be given its purchases.
      signIn({ account, profile, user }) {
        if (account?.type === 'email') return true
        const isVerified = profile?.email_verified === true && emailSchema.safeParse(user.email).success
        return isVerified || '/sign-in?error=EmailNotVerified'
      },
    },
    logger: {
      error: (error) =>
        error.name === 'Verification'
          ? log.info({ code: 'link_expired' }, 'a sign-in link was refused')
          : log.warn({ err: error }, 'sign-in failed'),
      warn: (code) => log.debug({ code }, 'sign-in'),
      debug: () => {},
    },
  }
}

const { handlers, signIn } = NextAuth(createConfig)

/** Google's and GitHub's way back to us. */
export const handleOAuthCallback = (request: NextRequest): Promise<Response> => handlers.GET(request)

/** Sends the browser to Google or GitHub. Called in a server action; never returns. */
export async function startOAuth(provider: OAuthProvider, returnTo: string): Promise<never> {
  await signIn(provider, { redirectTo: returnTo })
  throw new Error('unreachable: signIn redirects')
}

/** A cookie as `cookies().set` takes it. */
export type SessionCookie = NonNullable<ReturnType<NextResponse['cookies']['get']>>

/**
 * Uses up a mailed token: the user exists and is verified from then on, and a new session begins. Null when the token is
 * unknown, used or expired. Of two that come at once, one succeeds.
 */
export async function spendSignInToken(
  email: string,
  token: string,
  userAgent: string | null,
): Promise<SessionCookie | null> {
  const url = new URL(`/api/auth/callback/email?${new URLSearchParams({ email, token })}`, env.APP_URL)
  // Without the browser's cookies: whoever was signed in before has no part in this.
  const request = new NextRequest(url, { headers: userAgent ? { 'user-agent': userAgent } : {} })
  const answer = await handlers.GET(request)
  return new NextResponse(null, { headers: answer.headers }).cookies.get(sessionCookieName) ?? null
}
