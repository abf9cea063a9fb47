/**
 * `npm run bench:simulator` replays the recorded programs through the engine and through the real `PyObject_*` functions
 * of Debian's CPython 3.11, in turns in one run, and prints nanoseconds per operation and the ratio.
 *
 * Node strips types with a WebAssembly module, whose growing memory costs V8 an optimisation of typed arrays for the rest
 * of the process. So the engine is compiled to JavaScript first and timed in a process of its own, as a browser gets it.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildProgram, prepareToolchain } from '#tests/cpython/oracle.ts'

const ROUNDS = 3
const REPEATS = 40
const root = join(import.meta.dirname, '..')
const traces = join(root, 'content/traces')
const built = join(root, '.local/bench-simulator')

/** Runs in the other process: `node time.mjs TRACE REPEATS EVENTS` prints nanoseconds per operation, one repeat a line. */
const timer = `
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { packTrace, Replay } from './index.js'
const [file, repeats, events] = process.argv.slice(2)
let words = 0
const onEvents = (_, length) => { words += length }
const replay = new Replay(packTrace([gunzipSync(readFileSync(file))]), events === 'on' ? { onEvents } : {})
for (let i = 0; i < Number(repeats); i++) {
  const start = process.hrtime.bigint()
  replay.run()
  console.log(Number(process.hrtime.bigint() - start) / replay.length)
  replay.clear()
}
`

const reason = prepareToolchain()
if (reason !== null) {
  console.error(reason)
  process.exit(2)
}
compileEngine()
const oracle = buildProgram('oracle')

console.log(
  `nanoseconds per operation: the median of ${ROUNDS * REPEATS} repeats, and (the fastest); ratios of the fastest`,
)
console.log(
  'trace'.padEnd(20),
  'C'.padStart(14),
  'events off'.padStart(14),
  'ratio'.padStart(6),
  'events on'.padStart(14),
  'ratio'.padStart(6),
)
const ratios = entries().map(({ slug, trace }) => {
  const file = join(traces, trace)
  const text = gunzipSync(readFileSync(file))
  const c: number[] = []
  const off: number[] = []
  const on: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    c.push(...numbers(execFileSync(oracle, ['--bench', String(REPEATS)], { input: text, encoding: 'utf8' })))
    off.push(...numbers(timeEngine(file, 'off')))
    on.push(...numbers(timeEngine(file, 'on')))
  }
  // Other programs only ever make a repeat slower, so the fastest of each side compare best.
  const ratio = {
    off: fastest(off) / fastest(c),
    on: fastest(on) / fastest(c),
    medianOff: median(off) / median(c),
    medianOn: median(on) / median(c),
  }
  const columns = [
    show(c),
    show(off),
    ratio.off.toFixed(2).padStart(6),
    show(on),
    ratio.on.toFixed(2).padStart(6),
  ]
  console.log(slug.padEnd(20), ...columns)
  return ratio
})
const mean = (of: (ratio: (typeof ratios)[number]) => number) =>
  Math.exp(ratios.reduce((sum, each) => sum + Math.log(of(each)), 0) / ratios.length).toFixed(2)
const [off, on] = [mean((each) => each.off), mean((each) => each.on)]
console.log(`geometric mean of the ratios of the fastest: ${off} with events off, ${on} with events on`)
const [medianOff, medianOn] = [mean((each) => each.medianOff), mean((each) => each.medianOn)]
console.log(
  `geometric mean of the ratios of the medians: ${medianOff} with events off, ${medianOn} with events on`,
)

function compileEngine(): void {
  rmSync(built, { recursive: true, force: true })
  mkdirSync(built, { recursive: true })
  const options = [
    '--noEmit',
    'false',
    '--rewriteRelativeImportExtensions',
    '--skipLibCheck',
    '--types',
    'node',
  ]
  const target = [
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
    '--target',
    'es2024',
    '--outDir',
    built,
  ]
  const entry = join(root, 'simulator/index.ts')
  const args = ['--ignoreConfig', ...options, ...target, entry]
  execFileSync(join(root, 'node_modules/.bin/tsc'), args, { stdio: 'inherit' })
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }\n')
  writeFileSync(join(built, 'time.mjs'), timer)
}

function timeEngine(file: string, events: 'on' | 'off'): string {
  const args = [join(built, 'time.mjs'), file, String(REPEATS), events]
  const done = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr)
  return done.stdout
}

function entries(): { slug: string; trace: string }[] {
  return JSON.parse(readFileSync(join(traces, 'catalogue.json'), 'utf8'))
}

function numbers(text: string): number[] {
  return text.trim().split('\n').map(Number)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

function show(values: readonly number[]): string {
  return `${median(values).toFixed(2)} (${fastest(values).toFixed(2)})`.padStart(14)
}

function fastest(values: readonly number[]): number {
  return Math.min(...values)
}
