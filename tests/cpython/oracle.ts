/** Builds the C harness on Debian's libpython and runs it. Programs land in `.local/cpython/`, named by their source. */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/** Debian's, whatever `python3` comes first in PATH: libpython3.11-dev brings it, under the name of the machine. */
const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64'
export const DEBIAN_PYTHON_CONFIG = `/usr/bin/${machine}-linux-gnu-python3.11-config`

const harness = join(import.meta.dirname, 'harness')
const built = join(import.meta.dirname, '../../.local/cpython')

export type Program = 'oracle' | 'recorder'

/** What the machine lacks to build the harness, as package names; empty when nothing. */
function missingPackages(): string[] {
  const missing: string[] = []
  if (spawnSync('gcc', ['--version']).error !== undefined) missing.push('gcc', 'libc6-dev')
  if (!existsSync(DEBIAN_PYTHON_CONFIG)) missing.push('libpython3.11-dev')
  return missing
}

/**
 * Sees to it that the harness can be built: installs what is missing where this process is root on a system with apt-get.
 * @returns null when it can, else a sentence that says why not.
 * @throws in CI (`CI=true`), where the live comparison must not be left out.
 */
export function prepareToolchain(): string | null {
  const missing = missingPackages()
  if (missing.length === 0) return null
  const isRoot = process.getuid?.() === 0
  if (isRoot && spawnSync('apt-get', ['--version']).error === undefined) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-q'], { env })
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], { env })
    if (missingPackages().length === 0) return null
  }
  const reason = `The comparison with real CPython needs ${missing.join(' and ')} (Debian 12: apt-get install ${missing.join(' ')}).`
  if (process.env.CI === 'true') throw new Error(reason)
  return reason
}

/**
 * Path of a program of the harness; compiles it when its source, the header or the libpython is new.
 * @param pythonConfig the `python3.x-config` of the CPython to link; up to 3.11, which needs no initialisation.
 */
export function buildProgram(program: Program, pythonConfig: string = DEBIAN_PYTHON_CONFIG): string {
  const source = join(harness, `${program}.c`)
  const ask = (...args: string[]) =>
    execFileSync(pythonConfig, args, { encoding: 'utf8' }).trim().split(/\s+/)
  const flags = [...ask('--includes'), ...ask('--embed', '--ldflags')]
  const folders = flags.filter((flag) => flag.startsWith('-L')).map((flag) => `-Wl,-rpath,${flag.slice(2)}`)
  const parts = [readFileSync(source), readFileSync(join(harness, 'region.h')), flags.join(' ')]
  const hash = parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex')
  const target = join(built, `${program}-${hash.slice(0, 12)}`)
  if (existsSync(target)) return target
  mkdirSync(built, { recursive: true })
  const unfinished = `${target}.${process.pid}`
  execFileSync('gcc', ['-O2', '-Wall', '-Wextra', '-Werror', source, '-o', unfinished, ...folders, ...flags])
  renameSync(unfinished, target)
  return target
}

/** How a trace is replayed; the same on both sides. */
export interface ReplayOptions {
  /** Distance of arenas from their slots, taken in turn. */
  readonly arenaOffsets: readonly number[]
  readonly debugHooks: boolean
  /** How many arenas the system gives at once; null for no bound. */
  readonly slots: number | null
}

/** What the real allocator answers to a trace. @throws when the harness fails, with its words. */
export function runOracle(oracle: string, trace: string, options: ReplayOptions): string {
  const args = ['--domains', '--arena-offset', options.arenaOffsets.join(',')]
  if (options.debugHooks) args.push('--debug')
  if (options.slots !== null) args.push('--arena-limit', String(options.slots))
  const done = spawnSync(oracle, args, { input: trace, maxBuffer: 2 ** 30, encoding: 'latin1' })
  if (done.error !== undefined) throw done.error
  if (done.status !== 0)
    throw new Error(`The oracle ended with ${done.status ?? done.signal}: ${done.stderr}`)
  return done.stdout
}
