/**
 * `npm run bench:pages`: our landing and lesson page beside a bare Next page with the same session check and one query,
 * in one run on one machine. Compare rows, not machines.
 *
 * Lighthouse (mobile, median of RUNS) is fetched by npx when this runs: it is too large to install for everybody.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import pg from 'pg'
import { ensureBrowser } from './browser.ts'
import { run } from './build.ts'
import { embeddedPostgresFolder } from './embedded-postgres.ts'
import { freePort, waitForAnswer } from './processes.ts'
import { root } from './settings.ts'

const RUNS = Number(process.env.RUNS || 3)
const SECONDS = Number(process.env.SECONDS || 10)
const CONNECTIONS = 64
const courseSlug = 'demystifying-python-memory'

const localDir = join(root, '.local', 'bench')
const chromePath = ensureBrowser()
const children: ChildProcess[] = []

function start(command: string[], env: Record<string, string>): void {
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
}

/** A learner who holds the course, as a session cookie. */
async function signInLearner(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const token = randomBytes(32).toString('hex')
  const [userId, orderId] = [randomUUID(), randomUUID()]
  await client.query(`insert into "User" (id, email) values ($1, $2)`, [userId, `${userId}@example.com`])
  await client.query(
    `insert into "Order" (id, number, "courseSlug", "userId", "amountInCents", currency, terms, status) values ($1, $2, $3, $4, 2900, 'usd', '{}', 'PAID')`,
    [orderId, `BENCH-${orderId.slice(0, 8)}`, courseSlug, userId],
  )
  await client.query(
    `insert into "Entitlement" (id, "userId", "courseSlug", "orderId") values ($1, $2, $3, $4)`,
    [randomUUID(), userId, courseSlug, orderId],
  )
  await client.query(
    `insert into "Session" (id, "sessionToken", "userId", expires) values ($1, $2, $3, now() + interval '1 day')`,
    [randomUUID(), createHash('sha256').update(token).digest('hex'), userId],
  )
  await client.end()
  return `authjs.session-token=${token}`
}

interface Audit {
  score: number
  lcp: number
  tbt: number
  cls: number
  jsKiB: number
  htmlKiB: number
}

interface LighthouseReport {
  categories: { performance: { score: number } }
  audits: Record<
    string,
    { numericValue?: number; details?: { items?: { resourceType?: string; transferSize?: number }[] } }
  >
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

function lighthouse(url: string, cookie: string): Audit {
  const reports = Array.from({ length: RUNS }, (): LighthouseReport => {
    const flags = `--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run`
    const json = execFileSync(
      'npx',
      [
        '--yes',
        'lighthouse@13.5.0',
        url,
        '--output=json',
        '--quiet',
        '--only-categories=performance',
        `--chrome-flags=${flags}`,
        `--extra-headers=${JSON.stringify({ Cookie: cookie })}`,
      ],
      {
        env: { ...process.env, CHROME_PATH: chromePath },
        maxBuffer: 64 * 2 ** 20,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
    return JSON.parse(json)
  })
  const value = (name: string) =>
    median(reports.map((report) => report.audits[name]?.numericValue ?? Number.NaN))
  const bytesOf = (type: string) =>
    median(
      reports.map((report) =>
        (report.audits['network-requests']?.details?.items ?? [])
          .filter((item) => item.resourceType === type)
          .reduce((sum, item) => sum + (item.transferSize ?? 0), 0),
      ),
    )
  return {
    score: median(reports.map((report) => report.categories.performance.score * 100)),
    lcp: value('largest-contentful-paint'),
    tbt: value('total-blocking-time'),
    cls: value('cumulative-layout-shift'),
    jsKiB: bytesOf('Script') / 1024,
    htmlKiB: bytesOf('Document') / 1024,
  }
}

async function load(url: string, cookie: string): Promise<{ perSecond: number; p99: number }> {
  const options = { url, connections: CONNECTIONS, headers: { Cookie: cookie } }
  await autocannon({ ...options, duration: 3 })
  const result = await autocannon({ ...options, duration: SECONDS })
  if (result.non2xx > 0) throw new Error(`${url} answered ${result.non2xx} times with an error.`)
  return { perSecond: result.requests.average, p99: result.latency.p99 }
}

try {
  rmSync(embeddedPostgresFolder(join(localDir, 'postgres')), { recursive: true, force: true })
  rmSync(localDir, { recursive: true, force: true })
  const [sitePort, barePort] = [await freePort(), await freePort()]
  start(['scripts/start.ts'], { LOCAL_DIR: localDir, PORT: String(sitePort), LOG_LEVEL: 'error' })
  await waitForAnswer(`http://localhost:${sitePort}/api/health`, 120)
  const { databaseUrl } = JSON.parse(readFileSync(join(localDir, 'running.json'), 'utf8'))
  const cookie = await signInLearner(databaseUrl)

  const bareDir = join('scripts', 'bench-pages', 'bare')
  const bareEnv = {
    DATABASE_URL: databaseUrl,
    APP_URL: `http://localhost:${barePort}`,
    AUTH_SECRET: 'x'.repeat(32),
    BADGE_SECRET: 'x'.repeat(32),
    STRIPE_SECRET_KEY: 'sk_test_bench',
    STRIPE_WEBHOOK_SECRET: 'whsec_bench',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'bench@example.com',
    OWNER_EMAIL: 'owner@example.com',
    LOG_LEVEL: 'error',
  }
  await run('next', ['build', bareDir], bareEnv)
  start(['node_modules/next/dist/bin/next', 'start', bareDir, '-p', String(barePort)], bareEnv)
  await waitForAnswer(`http://localhost:${barePort}/`, 120)

  const course = JSON.parse(readFileSync(join(root, '.generated', 'content', `${courseSlug}.json`), 'utf8'))
  const pages = [
    ['bare page', `http://localhost:${barePort}/`],
    ['landing page', `http://localhost:${sitePort}/`],
    ['lesson 2', `http://localhost:${sitePort}/learn/${courseSlug}/${course.lessons[1].slug}`],
  ] as const
  console.log(
    `Lighthouse mobile: median of ${RUNS}. Load: ${CONNECTIONS} connections for ${SECONDS} s, signed in.\n`,
  )
  console.log('| Page | Score | LCP ms | TBT ms | CLS | JS KiB | HTML KiB | req/s | p99 ms |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
  for (const [name, url] of pages) {
    const { perSecond, p99 } = await load(url, cookie)
    const audit = lighthouse(url, cookie)
    console.log(
      `| ${name} | ${audit.score.toFixed(0)} | ${audit.lcp.toFixed(0)} | ${audit.tbt.toFixed(0)} | ${audit.cls.toFixed(3)} | ${audit.jsKiB.toFixed(0)} | ${audit.htmlKiB.toFixed(1)} | ${perSecond.toFixed(0)} | ${p99.toFixed(0)} |`,
    )
  }
} finally {
  for (const child of children) child.kill('SIGTERM')
}
