/**
 * `npm start` and `npm run dev`: everything that the product needs, on one command.
 * Where a setting is missing, an embedded part takes its place (PostgreSQL, and the sandbox for Stripe, BTCPay and mail); with
 * APP_ENV=production none ever does, and each missing setting is named instead.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseEnv } from '#lib/schemas/env.ts'
import { applyMigrations } from '#prisma/migrate.ts'
import { buildSite, compileContent, generatePrismaClient, layOutPython } from './build.ts'
import { startEmbeddedParts } from './embedded-parts.ts'
import { commandOf, isPortFree } from './processes.ts'
import { loadDotEnv, localDir, readLock, root, runningPid, type Settings } from './settings.ts'

const isDev = process.argv.includes('--dev')
const lockPath = join(localDir, 'running.json')

/** A failure that a sentence explains; anything else is a fault of ours and shows its stack. */
class StartError extends Error {}

/** What to undo at the end, last first. */
const stoppers: (() => Promise<void> | void)[] = []
let stopping: Promise<void> | undefined

function stop(exitCode: number): Promise<void> {
  stopping ??= (async () => {
    for (const undo of stoppers.reverse()) {
      try {
        await undo()
      } catch (error) {
        console.error('While stopping:', error)
      }
    }
    process.exit(exitCode)
  })()
  return stopping
}

/** @returns whether a former start was cut off */
function takeLock(): boolean {
  mkdirSync(localDir, { recursive: true })
  const wasCutOff = existsSync(lockPath)
  if (wasCutOff) {
    const former = readLock()
    const pid = runningPid()
    if (pid && pid !== process.pid) {
      throw new StartError(
        `It already runs here (process ${pid}${former.url ? `, ${former.url}` : ''}). Stop that one first, or set LOCAL_DIR and PORT to run a second one beside it.`,
      )
    }
    // The former start was killed: its site may still hold the port. Its database is dealt with where it is started.
    if (former.sitePid && commandOf(former.sitePid)?.includes('next')) process.kill(former.sitePid, 'SIGTERM')
  }
  writeFileSync(lockPath, JSON.stringify({ pid: process.pid }), { mode: 0o600 })
  stoppers.push(() => rmSync(lockPath, { force: true }))
  return wasCutOff
}

async function sitePort(wasCutOff: boolean): Promise<number> {
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartError(`PORT is "${process.env.PORT}", which is not a port number from 1 to 65535.`)
  }
  // A moment's patience: a killed former start may just be letting go of it.
  for (let i = 0; i < 30; i++) {
    if (await isPortFree(port)) return port
    if (!wasCutOff) break
    await sleep(100)
  }
  throw new StartError(
    `Port ${port} is in use by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
  )
}

function onDatabaseEnd(): void {
  if (stopping) return
  console.error(
    `\nThe embedded database ended by itself, so the rest is stopped too. Its data are in ${join(localDir, 'postgres')}; start again to go on.\n`,
  )
  void stop(1)
}

function startSite(port: number, env: Settings): ChildProcess {
  mkdirSync(join(localDir, 'log'), { recursive: true })
  const logFile = createWriteStream(join(localDir, 'log', 'site.log'), { flags: 'a' })
  const args = isDev ? ['dev', '-p', String(port)] : ['start', '-p', String(port)]
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), ...args],
    {
      cwd: root,
      env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own process group: Ctrl-C reaches us first, and we stop things in order.
      detached: true,
    },
  )
  child.stdout?.pipe(logFile)
  child.stderr?.pipe(logFile)
  if (isDev) child.stdout?.pipe(process.stdout)
  child.stderr?.pipe(process.stderr)
  stoppers.push(async () => {
    if (child.exitCode !== null || child.pid === undefined) return
    const exited = new Promise((done) => child.once('exit', done))
    process.kill(-child.pid, 'SIGTERM')
    const patience = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 15_000)
    await exited
    clearTimeout(patience)
  })
  child.once('exit', (code) => {
    if (stopping) return
    console.error(`The site ended by itself (${code}). Its log: ${join(localDir, 'log', 'site.log')}`)
    void stop(1)
  })
  return child
}

async function waitUntilHealthy(url: string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const answer = await fetch(`${url}/api/health`).catch(() => null)
    if (answer?.ok) return
    if (stopping) return
    await sleep(100)
  }
  throw new StartError(
    `The site did not answer at ${url} within a minute. Its log: ${join(localDir, 'log', 'site.log')}`,
  )
}

async function main(): Promise<void> {
  loadDotEnv()
  const isProduction = process.env.APP_ENV === 'production'
  if (isProduction) {
    const parsed = parseEnv(process.env)
    if ('faults' in parsed) {
      throw new StartError(
        `APP_ENV=production starts nothing embedded, so every setting must be there (see .env.example):\n- ${parsed.faults.join('\n- ')}`,
      )
    }
  }
  const wasCutOff = takeLock()
  const port = await sitePort(wasCutOff)
  const siteUrl = process.env.APP_URL || `http://localhost:${port}`
  const generated = Promise.all([generatePrismaClient(), compileContent(), layOutPython()])
  const { env: embedded, notes } = isProduction
    ? { env: {}, notes: [] }
    : await startEmbeddedParts({
        siteUrl,
        atEnd: (undo) => stoppers.push(undo),
        onDatabaseEnd,
      })
  await generated

  const ownerEmail = process.env.OWNER_EMAIL || 'owner@example.com'
  const settings: Settings = {
    APP_URL: siteUrl,
    OWNER_EMAIL: ownerEmail,
    MAIL_FROM: process.env.MAIL_FROM || 'Demystifying Python Memory <course@example.com>',
    AUTH_URL: siteUrl,
    ...embedded,
  }
  const parsed = parseEnv({ ...process.env, ...settings })
  if ('faults' in parsed)
    throw new StartError(`Settings are malformed (see .env.example):\n- ${parsed.faults.join('\n- ')}`)

  const { DATABASE_URL } = parsed.env
  const applied = await applyMigrations(DATABASE_URL).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(
      /reach database server|ECONNREFUSED|ENOTFOUND|authentication failed/i.test(reason)
        ? `The database does not answer. Check DATABASE_URL and that the server runs; nothing was changed.\n${reason}`
        : `The database could not be brought up to date; its data are as they were.\n${reason}`,
    )
  })
  if (applied.length > 0) console.log(`Database brought up to date: ${applied.join(', ')}`)

  if (!isDev) {
    await buildSite({ ...process.env, ...settings })
  }
  const site = startSite(port, settings)
  // Also for tests and benchmarks, which look here for what they drive.
  writeFileSync(
    lockPath,
    JSON.stringify({
      pid: process.pid,
      sitePid: site.pid,
      url: siteUrl,
      databaseUrl: DATABASE_URL,
      sandboxUrl: parsed.env.SANDBOX_URL,
    }),
  )
  await waitUntilHealthy(`http://localhost:${port}`)

  const lines = [
    '',
    `  Site             ${siteUrl}`,
    `  Owner            sign in at ${siteUrl}/sign-in as ${ownerEmail}; the link comes by mail`,
    ...notes.map((note) => `  ${note}`),
    `  Log              ${join(localDir, 'log', 'site.log')}`,
    '',
    '  Ctrl-C stops all of it; your data stay. `npm run reset` wipes them.',
    '',
  ]
  console.log(lines.join('\n'))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping) console.log('\nStopping …')
    void stop(0)
  })
}

try {
  await main()
} catch (error) {
  console.error(error instanceof StartError ? `\n${error.message}\n` : error)
  await stop(1)
}
