/** The site as `npm start` runs it, on parts that the test can kill: its own PostgreSQL, a sandbox, and the real server process. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSandbox } from '#sandbox/main.ts'
import { buildSite } from '#scripts/build.ts'
import {
  type EmbeddedPostgres,
  embeddedPostgresFolder,
  ensureDatabase,
  startEmbeddedPostgres,
} from '#scripts/embedded-postgres.ts'
import { freePort } from '#scripts/processes.ts'
import { localDir, root } from '#scripts/settings.ts'

const secret = 'whsec_chaos_tests_only_0123456789abcdef'

/** Waits until something holds; what throws meanwhile (nobody listens, the database is away) counts as not yet. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  patienceMs = 150_000,
): Promise<void> {
  const end = Date.now() + patienceMs
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) throw new Error(`Not within ${patienceMs / 1000} s: ${what}`)
    await sleep(200)
  }
}

export async function startSite() {
  mkdirSync(localDir, { recursive: true })
  const folder = mkdtempSync(join(localDir, 'chaos-'))
  const postgresDir = join(localDir, `chaos-postgres-${process.pid}`)
  const [postgresPort, port] = [await freePort(), await freePort()]
  let postgres: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir: postgresDir, port: postgresPort })
  await ensureDatabase(postgres, 'chaos')
  const sandbox = await startSandbox({
    dataDir: join(folder, 'sandbox'),
    port: 0,
    smtpPort: 0,
    webhookUrl: `http://localhost:${port}/api/webhooks/stripe`,
    webhookSecret: secret,
    btcpayWebhookUrl: `http://localhost:${port}/api/webhooks/btcpay`,
    // As impatient as the test is; as persistent as Stripe.
    retryDelaysMs: Array.from({ length: 300 }, () => 200),
    delays: { disputeAfterMs: 1e9, refundFailsAfterMs: 1e9, refundSettlesAfterMs: 1e9 },
  })
  const env = {
    APP_ENV: 'test',
    APP_URL: `http://localhost:${port}`,
    DATABASE_URL: postgres.urlOf('chaos'),
    AUTH_SECRET: 'a secret for tests that is long enough to be one',
    BADGE_SECRET: 'another secret for tests, long enough to be one',
    STRIPE_SECRET_KEY: sandbox.stripe.apiKey,
    STRIPE_WEBHOOK_SECRET: secret,
    STRIPE_API_BASE: sandbox.url,
    BTCPAY_URL: sandbox.btcpay.url,
    BTCPAY_API_KEY: sandbox.btcpay.apiKey,
    BTCPAY_STORE_ID: sandbox.btcpay.storeId,
    BTCPAY_WEBHOOK_SECRET: secret,
    SMTP_URL: `smtp://${sandbox.smtp.host}:${sandbox.smtp.port}`,
    MAIL_FROM: 'Demystifying Python Memory <course@example.com>',
    OWNER_EMAIL: 'owner@example.com',
    LOG_LEVEL: 'info',
    NEXT_TELEMETRY_DISABLED: '1',
  }
  const { applyMigrations } = await import('#prisma/migrate.ts')
  await applyMigrations(env.DATABASE_URL)
  await buildSite({ ...process.env, ...env, NODE_ENV: 'production' })

  let server: ChildProcess | undefined
  const log = openSync(join(localDir, 'chaos.log'), 'w')
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')

  async function startServer(): Promise<void> {
    server = spawn(process.execPath, [next, 'start', '-p', String(port)], {
      cwd: root,
      env: { ...process.env, ...env, NODE_ENV: 'production' },
      stdio: ['ignore', log, log],
      detached: true,
    })
    await until('the server answers', async () => (await fetch(`${env.APP_URL}/api/health`)).ok)
  }

  /** SIGKILL, to the server and whatever it started. */
  async function killServer(): Promise<void> {
    const dying = server
    if (!dying?.pid || dying.exitCode !== null || dying.signalCode !== null) return
    const gone = new Promise((done) => dying.once('exit', done))
    process.kill(-dying.pid, 'SIGKILL')
    await gone
  }

  /** SIGQUIT: PostgreSQL drops every connection at once, writes nothing more, and recovers from its log at the next start. */
  async function crashDatabase(): Promise<void> {
    const file = join(embeddedPostgresFolder(postgresDir), 'postmaster.pid')
    process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGQUIT')
    await postgres.ended
    postgres = await startEmbeddedPostgres({ dataDir: postgresDir, port: postgresPort })
  }

  return {
    env,
    sandbox,
    startServer,
    killServer,
    crashDatabase,

    async control<T>(path: string, body: unknown = {}): Promise<T> {
      const answer = await fetch(`${sandbox.url}/_sandbox${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
      if (!answer.ok) throw new Error(await answer.text())
      return answer.json()
    },

    async stop(): Promise<void> {
      await killServer()
      await sandbox.stop()
      await postgres.stop()
      for (const suffix of ['', '.password', '.ready'])
        rmSync(`${embeddedPostgresFolder(postgresDir)}${suffix}`, { recursive: true, force: true })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
