/** Before each test file: a database of its own, copied from the template, and settings that point to it. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, expect, inject, vi } from 'vitest'

const name = `test_${randomBytes(6).toString('hex')}`
const urlOf = (database: string) => inject('postgresUrl').replace('{database}', database)

const admin = new pg.Client({ connectionString: urlOf('postgres') })
await admin.connect()
await admin.query(`create database ${name} template template_course`)
await admin.end()

if (!['127.0.0.1', 'localhost'].includes(new URL(urlOf(name)).hostname)) {
  throw new Error('Tests write to and drop databases: they refuse one that is not on this machine.')
}

Object.assign(process.env, {
  APP_ENV: 'test',
  APP_URL: 'http://localhost:3000',
  DATABASE_URL: urlOf(name),
  AUTH_SECRET: 'a secret for tests that is long enough to be one',
  BADGE_SECRET: 'another secret for tests that is long enough to be one',
  STRIPE_SECRET_KEY: 'sk_test_integration',
  STRIPE_WEBHOOK_SECRET: 'whsec_integration_tests_only_0123456789',
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'Demystifying Python Memory <course@example.com>',
  OWNER_EMAIL: 'owner@example.com',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
})

beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  expect(console.error, 'nothing is written to console.error').not.toHaveBeenCalled()
})

afterAll(async () => {
  const { stopJobs } = await import('#lib/server/jobs.ts')
  const { db } = await import('#lib/server/db.ts')
  await stopJobs()
  await db.$disconnect()
})
