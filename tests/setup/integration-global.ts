/**
 * Once a test run: a throwaway PostgreSQL with a migrated template database.
 * Each worker copies the template (see integration-worker.ts).
 */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ensureDatabase, startEmbeddedPostgres } from '#scripts/embedded-postgres.ts'
import { localDir, root } from '#scripts/settings.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string with `{database}` in the database's place. */
    postgresUrl: string
  }
}

const templateDatabase = 'template_course'

export default async function setup(project: TestProject) {
  const dataDir = join(localDir, `test-postgres-${process.pid}`)
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true })
  await ensureDatabase(postgres, templateDatabase)
  // In a process of its own: the migration engine leaves a timer behind that would hold this one for ten seconds.
  execFileSync(process.execPath, [join(root, 'prisma', 'migrate.ts')], {
    env: { ...process.env, DATABASE_URL: postgres.urlOf(templateDatabase) },
  })
  project.provide('postgresUrl', postgres.urlOf('{database}'))
  return async () => {
    await postgres.stop()
    for (const suffix of ['', '.password', '.ready'])
      rmSync(`${dataDir}${suffix}`, { recursive: true, force: true })
  }
}
