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

let passed = 0
let failed = 0

/** Runs a tool; its exit code counts as one test unless a report tells more. */
function step(
  title: string,
  command: string,
  args: string[],
  count?: () => { passed: number; failed: number },
): void {
  console.log(`\n━━ ${title}`)
  const startedAt = performance.now()
  const { status } = spawnSync(join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ok = status === 0
  const counted = count?.() ?? { passed: 0, failed: 0 }
  passed += counted.passed + (count || !ok ? 0 : 1)
  failed += counted.failed + (!ok && counted.failed === 0 ? 1 : 0)
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
      const result = readJson<{ numPassedTests: number; numFailedTests: number }>(report)
      return { passed: result?.numPassedTests ?? 0, failed: result?.numFailedTests ?? 0 }
    },
  )
}

step('Generated sources', 'node', ['scripts/generate.ts'])
step('Types of routes', 'next', ['typegen'])
step('Types', 'tsc', ['--noEmit'])
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
step('Browser tests', 'playwright', ['test'], () => {
  const result = readJson<{ stats: { expected: number; unexpected: number; flaky: number } }>(
    join(reports, 'e2e.json'),
  )
  return {
    passed: result?.stats.expected ?? 0,
    failed: (result?.stats.unexpected ?? 0) + (result?.stats.flaky ?? 0),
  }
})

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
