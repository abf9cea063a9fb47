/**
 * Prisma's own schema engine, as WebAssembly: it applies `prisma/migrations` without downloading anything, keeps Prisma's
 * table `_prisma_migrations`, and so gives what `prisma migrate deploy` gives where the network is open.
 *
 *   node prisma/migrate.ts                 apply what is missing to DATABASE_URL
 *   node prisma/migrate.ts new <name>      write the migration from the committed schema.prisma to the edited one
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'

const root = join(import.meta.dirname, '..')
const schemaPath = join(root, 'prisma', 'schema.prisma')
const migrationsDir = join(root, 'prisma', 'migrations')
const filters = { externalTables: [], externalEnums: [] }

function readMigrations(): MigrationList {
  const names = readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir: migrationsDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(migrationsDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(migrationsDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  }
}

/** Sends a script whole: the adapter's own splits at every semicolon, also inside a function's body, and half of it stays. */
class WholeScriptPrismaPg extends PrismaPg {
  private readonly opened: { dispose(): Promise<void> }[] = []

  override async connect() {
    const adapter = await super.connect()
    this.opened.push(adapter)
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script)
    }
    return adapter
  }

  /** The engine leaves its connections open; a database with a connection cannot be copied. */
  async close() {
    for (const adapter of this.opened) await adapter.dispose()
  }
}

/** The engine ships as an ES module for bundlers; Node instantiates its WebAssembly by hand. */
async function withEngine<T>(databaseUrl: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const folder = join(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'), '..')
  const glue = await import(pathToFileURL(join(folder, 'schema_engine_bg.js')).href)
  const wasm = await WebAssembly.instantiate(readFileSync(join(folder, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': glue,
  })
  glue.__wbg_set_wasm(wasm.instance.exports)
  const start = wasm.instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  const datamodels: [string, string][] = [[schemaPath, readFileSync(schemaPath, 'utf8')]]
  const database = new WholeScriptPrismaPg({ connectionString: databaseUrl, allowExitOnIdle: true })
  const engine: SchemaEngine = await glue.SchemaEngine.new(
    { datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(database),
  )
  try {
    return await use(engine)
  } finally {
    engine.free()
    await database.close()
  }
}

/**
 * Applies every migration that the database does not have yet.
 * @returns the names of the applied ones, oldest first; empty when the database was up to date
 * @throws when a migration fails or an applied one was edited; Postgres rolls the failed one back
 */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  return withEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: readMigrations(),
      filters,
    })
    return appliedMigrationNames
  })
}

/** The SQL from one version of the schema to another; null when nothing differs. The engine wants a server to be there, and changes nothing on it. */
async function diff(databaseUrl: string, before: string, after: string): Promise<string | null> {
  const datamodel = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: schemaPath, content }],
  })
  return withEngine(databaseUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: before ? datamodel(before) : { tag: 'empty' },
      to: datamodel(after),
      script: true,
      exitCode: null,
      filters,
    })
    return stdout && !stdout.includes('This is an empty migration') ? stdout : null
  })
}

if (import.meta.main) {
  const [command, name] = process.argv.slice(2)
  const databaseUrl = process.env.DATABASE_URL
  if (!databaseUrl) throw new Error('DATABASE_URL is not set')
  if (command === 'new') {
    if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error('name the migration in lower_snake_case')
    const committed = execFileSync('git', ['show', 'HEAD:prisma/schema.prisma'], {
      cwd: root,
      encoding: 'utf8',
    })
    const sql = await diff(databaseUrl, committed, readFileSync(schemaPath, 'utf8'))
    if (!sql) {
      console.log('schema.prisma is as it was committed: nothing to write.')
    } else {
      const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
      const folder = join(migrationsDir, `${stamp}_${name}`)
      mkdirSync(folder)
      writeFileSync(join(folder, 'migration.sql'), sql)
      console.log(
        `Wrote ${folder}/migration.sql. Read it, add the constraints that Prisma cannot say, and commit it.`,
      )
    }
  } else {
    const applied = await applyMigrations(databaseUrl)
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.')
  }
  // The engine leaves a timer of ten seconds behind.
  process.exit(0)
}
