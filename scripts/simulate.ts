/**
 * `npm run -s simulate -- --profile 3.11 --arena-offset 4096 < trace > out`
 *
 * Runs a trace from standard input through the engine and writes what real CPython would have answered; the formats are
 * described in `simulator/README.md`. Nothing but the answer goes to standard output.
 */
import { writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createTraceSimulation, DEFAULT_PROFILE_NAME, profileNames, TraceError } from '#simulator/index.ts'

const usage = `usage: simulate [--profile NAME] [--arena-offset BYTES] < trace > out
  --profile NAME         one of ${profileNames.join(', ')}; default ${DEFAULT_PROFILE_NAME}
  --arena-offset BYTES   distance of each arena from its slot; default 0
`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string', default: DEFAULT_PROFILE_NAME },
      'arena-offset': { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  const offset = values['arena-offset']
  if (!/^\d+$/.test(offset)) throw new RangeError(`--arena-offset takes a number of bytes, not "${offset}".`)

  const out = new Output()
  const simulation = createTraceSimulation({ profile: values.profile, arenaOffset: Number(offset) }, (text) =>
    out.write(text),
  )
  try {
    for await (const chunk of process.stdin) simulation.push(chunk)
    simulation.end()
  } finally {
    out.flush()
  }
  return 0
}

/** Collects small pieces, and writes them synchronously: what was answered before an error is on the way out too. */
class Output {
  private pieces: string[] = []
  private length = 0

  write(text: string): void {
    this.pieces.push(text)
    this.length += text.length
    if (this.length > 65_536) this.flush()
  }

  flush(): void {
    let bytes = Buffer.from(this.pieces.join(''))
    this.pieces = []
    this.length = 0
    while (bytes.length > 0) bytes = bytes.subarray(writeWhole(bytes))
  }
}

/** A pipe that is full answers EAGAIN; it is asked again a moment later. */
function writeWhole(bytes: Buffer): number {
  try {
    return writeSync(1, bytes)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    return 0
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  const closed = error instanceof Error && 'code' in error && error.code === 'EPIPE'
  const expected = error instanceof TraceError || error instanceof RangeError || error instanceof TypeError
  if (!closed && !expected) throw error
  if (expected)
    process.stderr.write(`simulate: ${error.message}\n${error instanceof TraceError ? '' : usage}`)
  process.exitCode = closed ? 0 : 2
}
