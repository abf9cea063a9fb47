/**
 * Once a test run: a throwaway PostgreSQL with a migrated template database, and the sandbox for Stripe and mail.
 * Each worker copies the template (see integration-worker.ts).
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { applyMigrations } from '#prisma/migrate.ts'
import { ensureDatabase, startEmbeddedPostgres } from '#scripts/embedded-postgres.ts'
import { localDir } from '#scripts/settings.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string with `{database}` in the database's place. */
    postgresUrl: string
  }
}

export const templateDatabase = 'template_course'

export default async function setup(project: TestProject) {
  const dataDir = join(localDir, `test-postgres-${process.pid}`)
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true })
  await ensureDatabase(postgres, templateDatabase)
  await applyMigrations(postgres.urlOf(templateDatabase))
  project.provide('postgresUrl', postgres.urlOf('{database}'))
  return async () => {
    await postgres.stop()
    for (const suffix of ['', '.password', '.ready'])
      rmSync(`${dataDir}${suffix}`, { recursive: true, force: true })
  }
}
