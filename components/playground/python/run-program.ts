/** Runs one program in Pyodide and records its requests. For a Worker: it keeps its thread busy until the program ends. */
import type { ProgramEnd } from './messages.ts'
import { PROGRAM_NAME } from './messages.ts'
import type { RequestLog } from './request-log.ts'
import { LineFinder, type PythonModule, recordRequests } from './request-recorder.ts'

/** What is used of Pyodide. */
export interface Python {
  /** Emscripten's module; not part of Pyodide's public API, so its version is pinned (docs/decisions/0016). */
  _module: PythonModule
  runPython(code: string): unknown
  setInterruptBuffer(interrupt: Uint8Array): void
  unregisterJsModule(name: string): void
}

/**
 * Python's half. The name is made here, so that no other code object shares it: by it the recorder knows the program's frames.
 * What lies between the call and the program's first line has none of them on the stack and is not recorded.
 */
const RUNNER = `
import json, linecache, sys, traceback, types

name = ''.join(['${PROGRAM_NAME.replace('.py', '')}', '.py'])
sys.stdout.reconfigure(line_buffering=True)

for module in ['js', 'pyodide_js']:
    sys.modules.pop(module, None)

def run(program):
    linecache.cache[name] = (len(program), None, program.splitlines(True), name)
    main = sys.modules['__main__'] = types.ModuleType('__main__')
    how, error, trail = 'finished', None, None
    try:
        code = compile(program, name, 'exec', dont_inherit=True)
        exec(code, main.__dict__)
    except SystemExit as exit:
        if exit.code is not None and not isinstance(exit.code, int):
            print(exit.code, file=sys.stderr)
    except BaseException as raised:
        how = 'interrupted' if isinstance(raised, KeyboardInterrupt) else 'error'
        error, trail = raised, raised.__traceback__
    lines = [at.tb_lineno for at in walk(trail) if at.tb_frame.f_code.co_filename == name]
    if isinstance(error, SyntaxError) and error.filename == name and error.lineno:
        lines = [error.lineno]
    # The first frame is this function's own.
    text = '' if error is None else ''.join(traceback.format_exception(type(error), error, trail.tb_next))
    sys.stdout.flush()
    sys.stderr.flush()
    return json.dumps({'how': how, 'traceback': text, 'line': lines[-1] if lines else None})

def walk(trail):
    while trail is not None:
        yield trail
        trail = trail.tb_next
`

type Runner = (program: string) => string

/** What a run needs. */
export interface RunOptions {
  program: string
  log: RequestLog
  /** One byte, shared with whoever may stop the program. */
  interrupt: Uint8Array
}

/** Runs a program to its end. Once for each Python: a second program would find what the first left behind. */
export function runProgram(python: Python, { program, log, interrupt }: RunOptions): ProgramEnd {
  const run = python.runPython(`${RUNNER}\nrun`) as Runner
  const fileName = Number(python.runPython('id(name)'))
  // What a program does, it shall do as Python. This is a fence; the wall is the Worker's policy.
  for (const name of ['js', 'pyodide_js']) python.unregisterJsModule(name)
  python.setInterruptBuffer(interrupt)
  recordRequests(python._module, {
    log,
    lines: new LineFinder(python._module, fileName),
    onFull: () => {
      interrupt[0] = 2
    },
  })
  return JSON.parse(run(program)) as ProgramEnd
}
