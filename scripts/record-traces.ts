/**
 * `npm run record-traces` runs every script of `content/traces/programs` in Debian's real CPython 3.11, under the recorder,
 * and writes the traces and their catalogue. Needed only when a script changes: the traces are kept in the repository.
 *
 * The catalogue holds the SHA-256 of what the real allocator answered in that very run, which the tests compare with
 * the engine's answer.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { packTrace } from '#simulator/index.ts'
import { buildProgram, prepareToolchain } from '#tests/cpython/oracle.ts'

const traces = join(import.meta.dirname, '../content/traces')
const programs = join(traces, 'programs')
/** One page off alignment, so 63 pools an arena, as most processes on Linux see it. */
const ARENA_OFFSET = 4096

const reason = prepareToolchain()
if (reason !== null) {
  console.error(reason)
  process.exit(2)
}
const recorder = buildProgram('recorder')
const python = execFileSync(buildProgram('oracle'), ['--version'], { encoding: 'utf8' }).split(' ')[0]
const scratch = mkdtempSync(join(tmpdir(), 'traces-'))
try {
  const catalogue = readdirSync(programs)
    .filter((file) => file.endsWith('.py'))
    .sort()
    .map((file) => record(file))
  writeFileSync(join(traces, 'catalogue.json'), `${JSON.stringify(catalogue, null, 2)}\n`)
} finally {
  rmSync(scratch, { recursive: true })
}

function record(file: string) {
  const slug = file.replace('.py', '').replaceAll('_', '-')
  const [trace, recording] = [join(scratch, 'trace'), join(scratch, 'recording')]
  const args = ['--arena-offset', String(ARENA_OFFSET), trace, recording, join(programs, file)]
  const startup = execFileSync(recorder, args, { encoding: 'utf8' })
  const text = readFileSync(trace)
  const answer = readFileSync(recording)
  const zipped = gzipSync(text, { level: 9 })
  writeFileSync(join(traces, `${slug}.trace.gz`), zipped)
  const entry = {
    slug,
    /** The docstring: one sentence. */
    about: /"""([^"]+)"""/.exec(readFileSync(join(programs, file), 'utf8'))?.[1] ?? '',
    program: `programs/${file}`,
    trace: `${slug}.trace.gz`,
    python,
    arenaOffset: ARENA_OFFSET,
    operations: packTrace([text]).length,
    /** So many of them are the interpreter's own start, before the script's first line. */
    startupOperations: Number(startup),
    arenasTaken: answer.toString().match(/^A /gm)?.length ?? 0,
    arenasGivenBack: answer.toString().match(/^R /gm)?.length ?? 0,
    recordingSha256: createHash('sha256').update(answer).digest('hex'),
  }
  console.log(
    `${slug}: ${entry.operations.toLocaleString('en')} operations, ${zipped.length.toLocaleString('en')} bytes`,
  )
  return entry
}
