/**
 * Records what a program asks of CPython's allocator, inside Pyodide (CPython for WebAssembly).
 *
 * The hooks are JavaScript functions in WebAssembly's table, put in the allocator's place by `PyMem_SetAllocator`; the line of
 * the program is read from the interpreter's frames where they lie. No Python runs for it, so nothing that is recorded is the
 * recorder's own doing. A request is the program's while one of its frames is on the stack: neither the interpreter's
 * start, nor compiling, nor the end is recorded.
 */
import { CALLOC, FREE, MALLOC, REALLOC } from '#simulator/index.ts'
import { BlockIds } from './block-ids.ts'
import { OLDER_FREED, OLDER_RESIZED, REQUESTS, type RequestLog } from './request-log.ts'

/** What is used of Emscripten's module: CPython's C API, its memory, and its table of functions. Pointers are numbers. */
export interface PythonModule {
  /** New views whenever the memory grows. */
  readonly HEAP32: Int32Array
  readonly HEAPU8: Uint8Array
  readonly wasmTable: { get(index: number): (...args: number[]) => number }
  addFunction(hook: (...args: number[]) => number | undefined, signature: string): number
  readonly __PyRuntime: number
  readonly _PyCode_Type: number
  _malloc(bytes: number): number
  _free(block: number): void
  _PyMem_GetAllocator(domain: number, allocator: number): void
  _PyMem_SetAllocator(domain: number, allocator: number): void
  _PyThreadState_Get(): number
  _PyCode_Addr2Line(code: number, byteOffset: number): number
}

/** `PYMEM_DOMAIN_MEM` and `PYMEM_DOMAIN_OBJ`: where pymalloc is built in, it serves both. */
const DOMAINS = [1, 2]

/** Bytes of `PyMemAllocatorEx`: ctx, malloc, calloc, realloc, free. */
const ALLOCATOR_BYTES = 20

/**
 * Where the interpreter keeps what a line is found by, as it says itself: `_Py_DebugOffsets` (pycore_debug_offsets.h, PEP 768)
 * stands at the start of `_PyRuntime`, in 64-bit words.
 */
function readDebugOffsets(python: PythonModule) {
  const words = new DataView(python.HEAPU8.buffer, python.__PyRuntime, 64 * 8)
  const word = (index: number) => Number(words.getBigUint64(8 * index, true))
  const cookie = String.fromCharCode(...python.HEAPU8.subarray(python.__PyRuntime, python.__PyRuntime + 8))
  const version = (word(1) >>> 16).toString(16)
  // The order of the words is that of 3.14.
  if (cookie !== 'xdebugpy' || version !== '30e')
    throw new Error(`No debug offsets of CPython 3.14: ${cookie} ${version}`)
  return {
    currentFrame: word(26),
    previousFrame: word(32),
    executable: word(33),
    instruction: word(34),
    fileName: word(40),
    bytecode: word(48),
  }
}

/** Says which line of one program is being run. */
export class LineFinder {
  private readonly python: PythonModule
  private readonly at: ReturnType<typeof readDebugOffsets>
  private readonly thread: number
  private readonly fileName: number
  private readonly lines = new Map<number, number>()
  private readonly codes = new Set<number>()

  /** `fileName` is the object's address that all code of the program carries as `co_filename`. */
  constructor(python: PythonModule, fileName: number) {
    this.python = python
    this.at = readDebugOffsets(python)
    this.thread = python._PyThreadState_Get()
    this.fileName = fileName
  }

  /** The line in the innermost of the program's frames; 0 when it has none on the stack. */
  find(): number {
    const { at, fileName } = this
    const memory = this.python.HEAP32
    const read = (address: number) => memory[address >>> 2] as number
    const codeType = this.python._PyCode_Type
    let frame = read(this.thread + at.currentFrame)
    while (frame !== 0) {
      // The two low bits of a stack reference are its tag.
      const code = read(frame + at.executable) & ~3
      if (read(code + 4) === codeType && read(code + at.fileName) === fileName) {
        return this.lineAt(code, read(frame + at.instruction))
      }
      frame = read(frame + at.previousFrame)
    }
    return 0
  }

  /** To be told of every block that is freed: another code object may come to lie where one lay. */
  forget(block: number): void {
    if (this.codes.delete(block)) this.lines.clear()
  }

  private lineAt(code: number, instruction: number): number {
    const known = this.lines.get(instruction)
    if (known !== undefined) return known
    const line = Math.max(0, this.python._PyCode_Addr2Line(code, instruction - code - this.at.bytecode))
    this.codes.add(code)
    this.lines.set(instruction, line)
    return line
  }
}

/** What the hooks do with the requests they see. */
export interface RecorderOptions {
  log: RequestLog
  lines: LineFinder
  /** Called once, when the log is full. Nothing more is recorded. */
  onFull(): void
}

/** Puts the hooks in place. They stay; what they see outside the program is passed on unrecorded. */
export function recordRequests(python: PythonModule, { log, lines, onFull }: RecorderOptions): void {
  const ids = new BlockIds()
  const capacity = log.kinds.length
  let recorded = 0

  const note = (kind: number, id: number, bytes: number, line: number) => {
    if (recorded === capacity) return
    log.kinds[recorded] = kind
    log.ids[recorded] = id
    log.bytes[recorded] = bytes
    log.lines[recorded] = line
    recorded++
    log.counters[REQUESTS] = recorded
    if (recorded === capacity) onFull()
  }
  const noteNew = (kind: number, block: number, bytes: number) => {
    if (block === 0) return
    const line = lines.find()
    if (line !== 0) note(kind, ids.give(block), bytes, line)
  }
  const count = (counter: number) => {
    if (lines.find() !== 0) log.counters[counter] = (log.counters[counter] as number) + 1
  }

  for (const domain of DOMAINS) {
    const allocator = python._malloc(ALLOCATOR_BYTES)
    python._PyMem_GetAllocator(domain, allocator)
    const words = python.HEAP32.slice(allocator >>> 2, (allocator + ALLOCATOR_BYTES) >>> 2)
    const original = (index: number) => python.wasmTable.get(words[index] as number)
    const [malloc, calloc, realloc, free] = [original(1), original(2), original(3), original(4)]

    const hooks = [
      python.addFunction((context = 0, bytes = 0) => {
        const block = malloc(context, bytes)
        noteNew(MALLOC, block, bytes >>> 0)
        return block
      }, 'iii'),
      python.addFunction((context = 0, members = 0, each = 0) => {
        const block = calloc(context, members, each)
        noteNew(CALLOC, block, (members >>> 0) * (each >>> 0))
        return block
      }, 'iiii'),
      python.addFunction((context = 0, old = 0, bytes = 0) => {
        const block = realloc(context, old, bytes)
        if (block === 0) return block
        const id = old === 0 ? -1 : ids.move(old, block)
        if (id >= 0) note(REALLOC, id, bytes >>> 0, lines.find())
        else {
          if (old !== 0) count(OLDER_RESIZED)
          noteNew(MALLOC, block, bytes >>> 0)
        }
        return block
      }, 'iiii'),
      python.addFunction((context = 0, block = 0) => {
        if (block !== 0) {
          const id = ids.take(block)
          if (id >= 0) note(FREE, id, 0, lines.find())
          else count(OLDER_FREED)
          lines.forget(block)
        }
        free(context, block)
        return undefined
      }, 'vii'),
    ]
    python.HEAP32.set(hooks, (allocator >>> 2) + 1)
    python._PyMem_SetAllocator(domain, allocator)
    python._free(allocator)
  }
}
