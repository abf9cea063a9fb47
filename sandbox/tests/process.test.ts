import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { Sandbox } from '../main.ts'
import { newDataDir, paid, sdk } from './kit.ts'

const readyLine = z.object({
  ready: z.literal(true),
  url: z.string(),
  stripe: z.object({ host: z.string(), port: z.number(), protocol: z.literal('http'), apiKey: z.string() }),
  btcpay: z.object({ url: z.string(), apiKey: z.string(), storeId: z.string() }),
  smtp: z.object({ host: z.string(), port: z.number() }),
  mailboxUrl: z.string(),
  dashboardUrl: z.string(),
})

function launch(environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['sandbox/main.ts'], {
    env: { ...process.env, ...environment },
    stdio: 'pipe',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function ready(child: ChildProcess): Promise<Sandbox> {
  if (!child.stdout) throw new Error('The child has no output.')
  const [line] = await once(createInterface(child.stdout), 'line')
  return { ...readyLine.parse(JSON.parse(line)), stop: async () => {} }
}

test('the process prints where it is, survives kill -9 on the same ports, and ends on SIGTERM', async () => {
  const settings = { SANDBOX_DATA_DIR: newDataDir() }
  const first = launch(settings)
  const sandbox = await ready(first)
  const { session } = await paid(sandbox, sdk(sandbox))
  first.kill('SIGKILL')
  await once(first, 'exit')

  const ports = { SANDBOX_PORT: String(sandbox.stripe.port), SANDBOX_SMTP_PORT: String(sandbox.smtp.port) }
  const second = launch({ ...settings, ...ports })
  const again = await ready(second)
  expect(again.url).toBe(sandbox.url)
  expect(await sdk(again).checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' })
  second.kill('SIGTERM')
  expect(await once(second, 'exit')).toEqual([0, null])
})

test('wrong settings are named, and nothing is started', async () => {
  const child = launch({
    SANDBOX_DATA_DIR: newDataDir(),
    SANDBOX_PORT: 'abc',
    SANDBOX_WEBHOOK_URL: 'nowhere',
  })
  let said = ''
  child.stderr?.on('data', (part) => {
    said += String(part)
  })
  expect(await once(child, 'close')).toEqual([1, null])
  expect(said).toContain('SANDBOX_PORT')
  expect(said).toContain('SANDBOX_WEBHOOK_URL')
})
