/** What must be made from the sources before the site runs; each step is skipped when its sources have not changed. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPython } from './build-python.ts'
import { root, type Settings } from './settings.ts'

function hashFiles(paths: string[]): string {
  const hash = createHash('sha256')
  const visit = (path: string) => {
    const full = join(root, path)
    if (!existsSync(full)) return
    if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) visit(join(path, name))
    else if (!/\.test\.tsx?$/.test(path)) hash.update(path).update(readFileSync(full))
  }
  for (const path of paths) visit(path)
  return hash.digest('hex')
}

/** Runs a tool of node_modules/.bin; its output appears only if it fails. */
export function run(command: string, args: string[], env: Settings = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    const child = spawn(join(root, 'node_modules', '.bin', command), args, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    })
    const keep = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${command} ${args.join(' ')} ended with ${code}.\n${output.trim()}`)),
    )
  })
}

async function unlessUnchanged(
  stampFile: string,
  sources: string[],
  extra: string,
  make: () => Promise<void>,
): Promise<void> {
  const stamp = join(root, stampFile)
  const hash = hashFiles(sources) + extra
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  await make()
  writeFileSync(stamp, hash)
}

/** Prisma's client; needs no engine, but wants to be told that one exists. */
export function generatePrismaClient(): Promise<void> {
  return unlessUnchanged('prisma/generated/.stamp', ['prisma/schema.prisma', 'package-lock.json'], '', () =>
    run('prisma', ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }),
  )
}

/** Lessons as HTML, from MDX. */
export function compileContent(): Promise<void> {
  return unlessUnchanged(
    '.generated/content/.stamp',
    [
      'content',
      'simulator',
      'components',
      'lib/domain',
      'lib/schemas',
      'scripts/compile-content.ts',
      'scripts/content',
      'package-lock.json',
    ],
    '',
    () => run('tsx', ['scripts/compile-content.ts']),
  )
}

/** Python for the browser. */
export function layOutPython(): Promise<void> {
  return unlessUnchanged(
    '.generated/python/.stamp',
    ['components/playground/python', 'simulator', 'scripts/build-python.ts', 'package-lock.json'],
    '',
    buildPython,
  )
}

/** The site. Its settings are part of what is built: the address stands in static answers. */
export function buildSite(env: Settings): Promise<void> {
  const distDir = process.env.NEXT_DIST_DIR ?? '.next'
  return unlessUnchanged(
    `${distDir}/.stamp`,
    [
      'app',
      'components',
      'lib',
      'simulator',
      'public',
      'content',
      'prisma/schema.prisma',
      'package-lock.json',
      'proxy.ts',
      'instrumentation.ts',
      'next.config.ts',
      'scripts/pack-static.ts',
      'assets/fonts/site',
      'postcss.config.mjs',
      'tsconfig.json',
    ],
    '',
    () => run('next', ['build'], env),
  )
}
