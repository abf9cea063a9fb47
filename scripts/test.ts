/**
 * `npm test`: types, lint, unit, oracle, integration and browser tests, in that order, installing what is missing.
 * Every step runs, so that one run shows everything that is wrong; the last line counts.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.ts'
import { localDir, root } from './settings.ts'

const reports = join(localDir, 'test-reports')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CHROMIUM_PATH: ensureBrowser() }

/** What a tool's report tells of its tests. `failures` are names with the first line of what went wrong. */
interface Outcome {
  passed: number
  failed: number
  failures: string[]
}

let passed = 0
let failed = 0
/** Told once more at the very end: in a long log, that is where somebody looks. */
const failures: string[] = []

/** Runs a tool; its exit code counts as one test unless a report tells more. */
function step(title: string, command: string, args: string[], count?: () => Outcome): void {
  console.log(`\n━━ ${title}`)
  const startedAt = performance.now()
  const { status } = spawnSync(join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ok = status === 0
  const counted = count?.() ?? { passed: 0, failed: 0, failures: [] }
  passed += counted.passed + (count || !ok ? 0 : 1)
  failed += counted.failed + (!ok && counted.failed === 0 ? 1 : 0)
  if (!ok)
    failures.push(
      ...(counted.failures.length > 0 ? counted.failures : ['see above']).map((name) => `${title}: ${name}`),
    )
  console.log(
    `━━ ${title}: ${ok ? 'ok' : 'FAILED'} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  )
}

function readJson<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function vitestStep(title: string, project: string): void {
  const report = join(reports, `${project}.json`)
  step(
    title,
    'vitest',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    () => {
      const result = readJson<VitestReport>(report)
      const tests = result?.testResults.flatMap((file) =>
        file.assertionResults
          .filter(({ status }) => status === 'failed')
          .map((test) => `${file.name}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`),
      )
      return {
        passed: result?.numPassedTests ?? 0,
        failed: result?.numFailedTests ?? 0,
        failures: tests ?? [],
      }
    },
  )
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[]
  specs: {
    ok: boolean
    title: string
    file: string
    line: number
    tests: { projectName: string; results: { error?: { message?: string } }[] }[]
  }[]
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number }
  suites: PlaywrightSuite[]
}

function firstLine(message: string | undefined): string {
  return (message ?? '').split('\n')[0]?.slice(0, 200) ?? ''
}

function failedSpecs(suites: PlaywrightSuite[]): string[] {
  return suites.flatMap((suite) => [
    ...suite.specs
      .filter(({ ok }) => !ok)
      .map(({ file, line, title, tests }) => {
        const error = tests.flatMap(({ results }) => results).find(({ error }) => error)?.error
        return `${file}:${line}: ${title}: ${firstLine(error?.message)}`
      }),
    ...failedSpecs(suite.suites ?? []),
  ])
}

step('Generated sources', 'node', ['scripts/generate.ts'])
step('Types of routes', 'next', ['typegen'])
// Not incremental: what an earlier run remembers may be older than the generated sources.
step('Types', 'tsc', ['--noEmit', '--incremental', 'false'])
step('Lint', 'biome', ['check', '.'])
step('Import directions', 'depcruise', [
  'app',
  'components',
  'content',
  'lib',
  'simulator',
  'sandbox',
  'prisma',
  'scripts',
  'tests',
])
vitestStep('Unit tests', 'unit')
vitestStep('The engine against CPython', 'cpython')
vitestStep('Integration tests', 'integration')
vitestStep('Money and access, in random histories', 'proof')
step('Browser tests', 'playwright', ['test'], () => {
  const result = readJson<PlaywrightReport>(join(reports, 'e2e.json'))
  return {
    passed: result?.stats.expected ?? 0,
    failed: (result?.stats.unexpected ?? 0) + (result?.stats.flaky ?? 0),
    failures: failedSpecs(result?.suites ?? []),
  }
})
// Last: it takes the build that the browser tests made.
vitestStep('The server and the database, killed under load', 'chaos')

console.log(`\n${passed} passed, ${failed} failed`)
for (const failure of failures) console.log(`  ${failure}`)
process.exit(failed === 0 ? 0 : 1)
