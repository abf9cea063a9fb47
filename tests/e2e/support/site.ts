/** The running site of a browser test run (scripts/test-site.ts), its sandbox and its database. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { makeOrderNumber } from '#lib/domain/order-number.ts'

export const courseSlug = 'demystifying-python-memory'

interface Running {
  url: string
  databaseUrl: string
  sandboxUrl: string
}

export function running(): Running {
  const localDir = process.env.E2E_LOCAL_DIR
  if (!localDir) throw new Error('E2E_LOCAL_DIR is set by playwright.config.ts')
  return JSON.parse(readFileSync(join(localDir, 'running.json'), 'utf8'))
}

/** Calls the sandbox's control API (see sandbox/README.md). */
export async function sandbox<T>(path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${running().sandboxUrl}/_sandbox${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`Sandbox ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

export interface Message {
  id: string
  subject: string
  text: string
  html: string
}

export function messagesTo(email: string): Promise<Message[]> {
  return sandbox(`/messages?to=${encodeURIComponent(email)}`)
}

export async function query<Row extends pg.QueryResultRow>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: running().databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

export interface Person {
  userId: string
  email: string
  cookie: { name: string; value: string; url: string; httpOnly: boolean; sameSite: 'Lax' }
}

/** What the order's page reads of the moment of purchase (lib/schemas/order-terms.ts). */
const terms = {
  title: 'The course',
  courseVersion: '2026.1',
  refundDays: 30,
  refundPromise: 'All of it back within 30 days.',
}

/** A person with a session, without the detour over the mailbox; the journey takes the detour. */
export async function makePerson(
  options: { holdsCourse?: 'active' | 'refunded'; role?: 'OWNER' } = {},
): Promise<Person> {
  const [userId, token] = [randomUUID(), randomBytes(32).toString('hex')]
  const email = `person-${userId.slice(0, 8)}@example.com`
  await query(`insert into "User" (id, email, role) values ($1, $2, $3::"Role")`, [
    userId,
    email,
    options.role ?? 'LEARNER',
  ])
  await query(
    `insert into "Session" (id, "sessionToken", "userId", expires) values ($1, $2, $3, now() + interval '1 day')`,
    [randomUUID(), createHash('sha256').update(token).digest('hex'), userId],
  )
  if (options.holdsCourse) {
    const orderId = randomUUID()
    const refunded = options.holdsCourse === 'refunded'
    await query(
      `insert into "Order" (id, number, "courseSlug", "userId", email, "amountInCents", currency, terms, status, "paidAt")
       values ($1, $2, $3, $4, $5, 2900, 'usd', $7, $6::"OrderStatus", now())`,
      [
        orderId,
        makeOrderNumber(randomBytes),
        courseSlug,
        userId,
        email,
        refunded ? 'REFUNDED' : 'PAID',
        terms,
      ],
    )
    await query(
      `insert into "Entitlement" (id, "userId", "courseSlug", "orderId", "revokedAt", "revokedReason")
       values ($1, $2, $3, $4, $5, $6::"RevocationReason")`,
      [randomUUID(), userId, courseSlug, orderId, refunded ? new Date() : null, refunded ? 'REFUNDED' : null],
    )
  }
  const { url } = running()
  return {
    userId,
    email,
    cookie: { name: 'authjs.session-token', value: token, url, httpOnly: true, sameSite: 'Lax' },
  }
}

interface CompiledPart {
  kind: string
  html?: string
}

export interface CompiledLesson {
  slug: string
  title: string
  free: boolean
  parts: CompiledPart[]
  quiz: { questions: { id: string }[] } | null
}

/** The lessons as the server reads them. */
export function compiledLessons(): CompiledLesson[] {
  return JSON.parse(readFileSync(join('.generated', 'content', `${courseSlug}.json`), 'utf8')).lessons
}

/** Stretches of a lesson's prose that stand nowhere else: what must never reach a stranger. */
export function proseOf(lesson: CompiledLesson): string[] {
  const paragraphs = lesson.parts.flatMap((part) => [...(part.html ?? '').matchAll(/<p\b[^>]*>([^<]{60,})/g)])
  return paragraphs.map((match) => (match[1] ?? '').slice(0, 50))
}
