/**
 * Records measurements of a course on this machine, with real CPythons (pyenv's, or those that $EVIDENCE_PYTHON names):
 *
 *     npm run evidence -- fragmentation [more names, or --all]
 *     npm run evidence -- fragmentation --values    only reads the numbers anew from the raw outputs
 *
 * Not a part of `npm test`, which only checks that what is quoted is what was recorded.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { cpus, homedir, release, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Recipe, Run, RunRecord } from '#content/evidence.ts'
import { localDir, root } from '../settings.ts'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    course: { type: 'string', default: 'demystifying-python-memory' },
    all: { type: 'boolean', default: false },
    values: { type: 'boolean', default: false },
  },
})
const folder = join(root, 'content/courses', flags.course, 'evidence')

function capture(command: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`)
  return stdout.trim()
}

/** `EVIDENCE_PYTHON=3.11.7=/opt/bin/python3.11,…` names interpreters; otherwise pyenv's, otherwise the system's. */
function interpreterOf(version: string): string {
  const named = (process.env.EVIDENCE_PYTHON ?? '')
    .split(',')
    .map((pair) => pair.split('='))
    .find(([name]) => name === version)?.[1]
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions', version, 'bin/python3')
  const found = [named, pyenv, '/usr/bin/python3'].find(
    (path) => path && existsSync(path) && capture(path, ['--version']) === `Python ${version}`,
  )
  if (!found)
    throw new Error(`there is no Python ${version} here; name it with EVIDENCE_PYTHON=${version}=/path`)
  return found
}

/** An environment with exactly these packages asked for, kept under `.local/` for the next time. */
function withPackages(python: string, version: string, packages: string[]): string {
  if (packages.length === 0) return python
  const key = createHash('sha256').update(packages.join()).digest('hex').slice(0, 8)
  const venv = join(localDir, 'evidence', `${version}-${key}`)
  const inside = join(venv, 'bin/python3')
  if (!existsSync(join(venv, 'ready'))) {
    rmSync(venv, { recursive: true, force: true })
    capture(python, ['-m', 'venv', venv])
    capture(inside, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages])
    writeFileSync(join(venv, 'ready'), packages.join('\n'))
  }
  return inside
}

function perform(run: Run, workplace: string): { text: string; record: RunRecord['runs'][number] } {
  const python = withPackages(interpreterOf(run.python), run.python, run.packages ?? [])
  const build = capture(python, [
    '-c',
    'import sys, sysconfig; print(sys.version); print(sysconfig.get_config_var("CONFIG_ARGS"))',
  ])
  const args = [run.script, ...(run.args ?? [])]
  const startedAt = performance.now()
  // Nothing of the recorder's own surroundings; hashes and columns as they will be the next time.
  const surroundings = {
    PATH: process.env.PATH ?? '',
    HOME: workplace,
    LANG: 'C.UTF-8',
    PYTHONHASHSEED: '0',
    COLUMNS: '100',
    NO_COLOR: '1',
    ...run.env,
  }
  const { status, signal, stdout } = spawnSync(
    '/usr/bin/env',
    [
      '-i',
      ...Object.entries(surroundings).map(([name, value]) => `${name}=${value}`),
      ...['/bin/sh', '-c', 'exec "$0" "$@" 2>&1', python, ...args],
    ],
    { cwd: workplace, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  const ended = signal ?? `exit ${status}`
  if (ended !== (run.ends ?? 'exit 0'))
    throw new Error(`${run.output}: ended with ${ended}\n${stdout.slice(-3000)}`)
  const settings = Object.entries(run.env ?? {}).map(([name, value]) => `${name}=${value} `)
  const text = stdout
    .replaceAll(`${workplace}/`, '')
    .replaceAll(/[^\s"']*\/lib\/python3\.\d+\/site-packages\//g, 'site-packages/')
    .replaceAll(/[^\s"']*\/lib\/python3\.\d+\//g, 'lib/')
  return {
    text,
    record: {
      output: run.output,
      command: `${settings.join('')}python${run.python.split('.').slice(0, 2).join('.')} ${args.join(' ')}`,
      python: run.python,
      build: build.replaceAll(/\s+/g, ' '),
      packages: run.packages ?? [],
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
      ended,
    },
  }
}

function machine(): RunRecord['machine'] {
  const hugePages = '/sys/kernel/mm/transparent_hugepage/enabled'
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryInMiB: Math.round(totalmem() / 2 ** 20),
    kernel: `Linux ${release()}`,
    libc: capture('getconf', ['GNU_LIBC_VERSION']),
    system: /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown',
    transparentHugePages: existsSync(hugePages)
      ? (/\[(\w+)\]/.exec(readFileSync(hugePages, 'utf8'))?.[1] ?? 'unknown')
      : 'unknown',
    virtual: /\bhypervisor\b/.test(readFileSync('/proc/cpuinfo', 'utf8')),
  }
}

const writeJson = (path: string, value: unknown) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)

async function recipeOf(name: string): Promise<Recipe> {
  return (await import(join(folder, name, 'recipe.ts'))).recipe
}

async function writeValues(name: string): Promise<void> {
  const recipe = await recipeOf(name)
  const raw = Object.fromEntries(
    recipe.runs.map(({ output }) => [output, readFileSync(join(folder, name, 'raw', output), 'utf8')]),
  )
  writeJson(join(folder, name, 'values.json'), recipe.values(raw))
}

async function recordOne(name: string): Promise<void> {
  const here = join(folder, name)
  const recipe = await recipeOf(name)
  const scripts = new Map([
    ['measure.py', join(folder, 'measure.py')],
    ...readdirSync(here).flatMap((file) => (file.endsWith('.py') ? [[file, join(here, file)] as const] : [])),
  ])
  const workplace = mkdtempSync(join(tmpdir(), `evidence-${name}-`))
  try {
    for (const [file, path] of scripts) cpSync(path, join(workplace, file))
    const results = recipe.runs.map((run) => {
      const result = perform(run, workplace)
      console.log(`${name}/${run.output}: ${result.record.seconds} s`)
      return result
    })
    rmSync(join(here, 'raw'), { recursive: true, force: true })
    mkdirSync(join(here, 'raw'))
    for (const { text, record } of results) writeFileSync(join(here, 'raw', record.output), text)
    const sources = Object.fromEntries(
      [...scripts].map(([file, path]) => [
        file,
        createHash('sha256').update(readFileSync(path)).digest('hex'),
      ]),
    )
    const record: RunRecord = {
      question: recipe.question,
      recordedOn: new Date().toISOString().slice(0, 10),
      machine: machine(),
      sources,
      runs: results.map((result) => result.record),
    }
    writeJson(join(here, 'run.json'), record)
  } finally {
    rmSync(workplace, { recursive: true, force: true })
  }
  await writeValues(name)
}

const known = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'recipe.ts')))
const wanted = flags.all ? known : positionals
if (wanted.length === 0 || wanted.some((name) => !known.includes(name))) {
  console.error(`npm run evidence -- <name> … (known: ${known.join(', ')})`)
  process.exitCode = 1
} else {
  for (const name of wanted) await (flags.values ? writeValues(name) : recordOne(name))
}
