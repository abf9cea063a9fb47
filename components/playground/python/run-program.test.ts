import { loadPyodide } from 'pyodide'
import { expect, test, vi } from 'vitest'
import { CALLOC, FREE, MALLOC, REALLOC, Recording } from '#simulator/index.ts'
import { createLogMemory, OLDER_FREED, openLog, REQUESTS } from './request-log.ts'
import { type Python, runProgram } from './run-program.ts'

// Each loads a Python of its own: two seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

/** Runs a program in the real CPython for WebAssembly. */
async function record(program: string, capacity = 500_000) {
  const python = await loadPyodide({
    env: { HOME: '/', PYTHONHASHSEED: '0' },
    jsglobals: {},
    stdin: () => null,
  })
  let printed = ''
  python.setStdout({ batched: (line) => (printed += `${line}\n`) })
  const log = openLog(createLogMemory(capacity))
  const interrupt = new Uint8Array(new SharedArrayBuffer(1))
  const end = runProgram(python as unknown as Python, { program, log, interrupt })
  const length = log.counters[REQUESTS] ?? 0
  const requests = Array.from({ length }, (_, i) => ({
    kind: log.kinds[i] ?? 0,
    id: log.ids[i] ?? 0,
    bytes: log.bytes[i] ?? 0,
    line: log.lines[i] ?? 0,
  }))
  return { end, requests, log, printed, python }
}

const program = `kept = []
for n in range(300):
    kept.append(
        bytes(583 + n))
def twice(text):
    return text * 2
wide = twice('x' * 4000)
numbers = sorted([n * 0.5 for n in range(3000)])
del kept
import colorsys
try:
    import pyodide_js
except ImportError:
    print(len(wide))
import js
`

test('every request of a program is recorded with its line, and plays in the engine', async () => {
  const { end, requests, log, printed } = await record(program)
  expect(printed).toBe('8000\n')
  expect(end).toMatchObject({ how: 'error', line: 15 })
  expect(end.traceback).toMatch(/^Traceback.*\n {2}File "program\.py", line 15, in <module>/)
  // The page's own objects are not for programs.
  expect(end.traceback).toContain("ModuleNotFoundError: No module named 'js'")

  const on = (line: number, kind: number) => requests.filter((one) => one.line === line && one.kind === kind)
  // A bytes object of a 32-bit CPython has 17 bytes beside its content.
  expect(
    on(4, CALLOC)
      .concat(on(4, MALLOC))
      .map(({ bytes }) => bytes),
  ).toEqual(expect.arrayContaining(Array.from({ length: 300 }, (_, n) => 583 + n + 17)))
  // The list of the 300 grows in the call that spans two lines.
  expect(on(3, REALLOC).length).toBeGreaterThan(10)
  // A function's own line, not its caller's.
  expect(on(6, MALLOC).some(({ bytes }) => bytes > 8000)).toBe(true)
  const born = new Set(
    on(4, CALLOC)
      .concat(on(4, MALLOC))
      .map(({ id }) => id),
  )
  expect(on(9, FREE).filter(({ id }) => born.has(id)).length).toBeGreaterThanOrEqual(300)
  // What a library asks for is its caller's.
  expect(on(10, MALLOC).length).toBeGreaterThan(100)

  const live = new Set<number>()
  for (const { kind, id } of requests) {
    expect(live.has(id)).toBe(kind === FREE || kind === REALLOC)
    if (kind === FREE) live.delete(id)
    else live.add(id)
  }
  expect(log.counters[OLDER_FREED]).toBeLessThan(requests.length / 100)

  const run = new Recording({ profile: '32-bit' })
  run.load({
    length: requests.length,
    kinds: log.kinds.slice(0, requests.length),
    ids: log.ids.slice(0, requests.length),
    bytes: Float64Array.from(log.bytes.subarray(0, requests.length)),
  })
  run.seek(run.length)
  expect(run.allocator.invariantFaults()).toEqual([])
  expect(run.allocator.counters().allocatedBlocks).toBeGreaterThan(0)
})

test('a program that never ends is stopped when the log is full; one that does not compile says where', async () => {
  const { end, requests, python } = await record('while True:\n    pair = [1, 2]\n', 1000)
  expect(end).toMatchObject({ how: 'interrupted', line: 2 })
  expect(requests).toHaveLength(1000)
  expect(new Set(requests.map(({ line }) => line))).toEqual(new Set([2]))

  // The same Python again, whose log is full: what does not compile asks for nothing anyway.
  const refused = JSON.parse(String(python.runPython("run('x = 1\\ny = = 2\\n')")))
  expect(refused).toMatchObject({ how: 'error', line: 2 })
  expect(refused.traceback).toMatch(/^ {2}File "program\.py", line 2\n/)
})
