import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let localDir: string
let running: ChildProcess[] = []

beforeEach(() => {
  localDir = mkdtempSync(join(tmpdir(), 'start-test-'))
})

afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running = []
  rmSync(localDir, { recursive: true, force: true })
})

/** Runs `npm start`'s script with only these settings, until it ends by itself. */
function start(settings: Record<string, string>): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/start.ts'], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: 'production',
        LOCAL_DIR: localDir,
        ...settings,
      },
    })
    running.push(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('exit', (code) => resolve({ code, output }))
  })
}

test('production without settings names each of them and starts nothing', async () => {
  const { code, output } = await start({
    APP_ENV: 'production',
    APP_URL: 'http://insecure.example.com',
    STRIPE_API_BASE: 'http://127.0.0.1:1',
  })
  expect(code).toBe(1)
  for (const fault of [
    'APP_URL must begin with https://',
    'DATABASE_URL is missing',
    'AUTH_SECRET is missing',
    'BADGE_SECRET is missing',
    'STRIPE_SECRET_KEY is missing',
    'STRIPE_WEBHOOK_SECRET is missing',
    'STRIPE_API_BASE must not be set',
    'SMTP_URL is missing',
    'MAIL_FROM is missing',
    'OWNER_EMAIL is missing',
  ]) {
    expect(output).toContain(fault)
  }
  expect(existsSync(join(localDir, 'postgres'))).toBe(false)
})

test('a busy port is named, with a way on', async () => {
  const other = createServer()
  await new Promise<void>((listening) => other.listen(0, listening))
  const { port } = other.address() as AddressInfo
  const { code, output } = await start({ PORT: String(port) })
  other.close()
  expect(code).toBe(1)
  expect(output).toContain(`Port ${port} is in use by another program`)
  expect(output).toContain(`PORT=${port + 1} npm start`)
})

test('a port that is none is refused', async () => {
  const { code, output } = await start({ PORT: 'http' })
  expect(code).toBe(1)
  expect(output).toContain('PORT is "http", which is not a port number')
})

test('a second start on the same data says that it runs already, and leaves it alone', async () => {
  const first = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'start.ts'])
  running.push(first)
  writeFileSync(
    join(localDir, 'running.json'),
    JSON.stringify({ pid: first.pid, url: 'http://localhost:3000' }),
  )
  const { code, output } = await start({})
  expect(code).toBe(1)
  expect(output).toContain(`It already runs here (process ${first.pid}, http://localhost:3000)`)
  expect(existsSync(join(localDir, 'running.json'))).toBe(true)
})

test('what a former start left half written stops nobody', async () => {
  for (const file of ['running.json', 'state.json']) writeFileSync(join(localDir, file), '{"pid": 12')
  const { code, output } = await start({
    PORT: '39872',
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none',
  })
  expect(code).toBe(1)
  expect(output).toContain('The database does not answer. Check DATABASE_URL')
  expect(existsSync(join(localDir, 'running.json'))).toBe(false)
}, 60_000)

test('a database that does not answer is said to be so', async () => {
  const { code, output } = await start({
    PORT: '39871',
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none',
  })
  expect(code).toBe(1)
  expect(output).toContain('The database does not answer. Check DATABASE_URL')
}, 60_000)

test('reset asks, and wipes nothing when nobody answers', async () => {
  const reset = (input: string) =>
    spawnSync(process.execPath, ['scripts/reset.ts'], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', LOCAL_DIR: localDir },
      encoding: 'utf8',
      input,
    })
  expect(reset('')).toMatchObject({
    status: 1,
    stderr: '',
    stdout: expect.stringContaining('Nothing was wiped.'),
  })
  expect(reset('yes\n').status).toBe(1)
  expect(existsSync(localDir)).toBe(true)
  expect(reset('wipe\n').status).toBe(0)
  expect(existsSync(localDir)).toBe(false)
})
