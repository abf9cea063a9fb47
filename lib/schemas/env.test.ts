import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { envShape, parseEnv } from './env.ts'

const complete = {
  APP_URL: 'https://memory.example.com',
  DATABASE_URL: 'postgresql://course@db/course',
  AUTH_SECRET: 'x'.repeat(32),
  BADGE_SECRET: 'y'.repeat(32),
  STRIPE_SECRET_KEY: 'sk_live_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  SMTP_URL: 'smtps://mail.example.com',
  MAIL_FROM: 'Course <course@example.com>',
  OWNER_EMAIL: 'Owner@Example.com',
}

describe('parseEnv', () => {
  test('takes a complete set, with defaults for the rest', () => {
    expect(parseEnv(complete)).toMatchObject({
      env: { APP_ENV: 'local', OWNER_EMAIL: 'owner@example.com', LOG_LEVEL: 'info' },
    })
  })

  test('names every fault at once', () => {
    const result = parseEnv({
      ...complete,
      DATABASE_URL: 'mysql://x',
      AUTH_SECRET: undefined,
      OWNER_EMAIL: 'nobody',
    })
    expect('faults' in result && result.faults.map((fault) => fault.split(' ')[0])).toEqual([
      'DATABASE_URL',
      'AUTH_SECRET',
      'OWNER_EMAIL',
    ])
  })

  test.each([
    ['an address without https', { APP_URL: 'http://memory.example.com' }, 'APP_URL'],
    ['a stand-in for Stripe', { STRIPE_API_BASE: 'http://127.0.0.1:1' }, 'STRIPE_API_BASE'],
    ['a sandbox', { SANDBOX_URL: 'http://127.0.0.1:1' }, 'SANDBOX_URL'],
  ])('production refuses %s', (_, change, name) => {
    const result = parseEnv({ ...complete, APP_ENV: 'production', ...change })
    expect('faults' in result && result.faults).toEqual([expect.stringContaining(name)])
  })

  test('half a pair of OAuth keys is a fault', () => {
    expect(parseEnv({ ...complete, AUTH_GITHUB_ID: 'id' })).toEqual({
      faults: ['AUTH_GITHUB_SECRET is missing: the pair goes together'],
    })
  })

  test('an empty optional setting is an unset one, as in .env.example', () => {
    expect(parseEnv({ ...complete, SUPPORT_EMAIL: '', STRIPE_API_BASE: '' })).toHaveProperty('env')
  })
})

test('.env.example documents every setting, and no other', () => {
  const documented = readFileSync('.env.example', 'utf8').match(/^[A-Z_]+(?==)/gm)
  // PORT is read by scripts/start.ts, which hands it to Next.
  expect(documented?.filter((name) => name !== 'PORT').sort()).toEqual(Object.keys(envShape).sort())
})
