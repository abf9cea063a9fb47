/** The Worker that runs a learner's Python. Its own policy (app/python) lets it load Python, and reach nothing else. */
import { MAX_OUTPUT_CHARACTERS, type RunMessage, type WorkerMessage } from './messages.ts'
import { openLog } from './request-log.ts'
import { type Python, runProgram } from './run-program.ts'

interface PythonStream {
  write(bytes: Uint8Array): number
}

interface LoadedPython extends Python {
  setStdout(stream: PythonStream): void
  setStderr(stream: PythonStream): void
}

interface PyodideFile {
  loadPyodide(options: object): Promise<LoadedPython>
}

const tell = (message: WorkerMessage) => self.postMessage(message)

/** Shows what is printed as it comes, at most every few milliseconds; the rest when the program ends. */
class Output {
  private readonly decoder = new TextDecoder()
  private waiting = ''
  private shown = 0
  private lastShownAt = 0

  write(bytes: Uint8Array): number {
    if (this.shown < MAX_OUTPUT_CHARACTERS) {
      this.waiting += this.decoder.decode(bytes, { stream: true })
      if (performance.now() - this.lastShownAt > 30 || this.waiting.length > 8192) this.show()
    }
    return bytes.length
  }

  show(): void {
    const text = this.waiting.slice(0, MAX_OUTPUT_CHARACTERS - this.shown)
    const isCut = text.length < this.waiting.length
    this.waiting = ''
    this.shown += text.length
    this.lastShownAt = performance.now()
    if (text !== '') tell({ type: 'output', text })
    if (isCut) {
      this.shown = MAX_OUTPUT_CHARACTERS
      tell({ type: 'output-full' })
    }
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

async function load(): Promise<LoadedPython> {
  const folder = new URL('./', import.meta.url).href
  const { loadPyodide } = (await import(`${folder}pyodide.mjs`)) as PyodideFile
  return loadPyodide({
    indexURL: folder,
    // The same program makes the same requests, whenever it is run.
    env: { HOME: '/home/learner', PYTHONHASHSEED: '0' },
    jsglobals: {},
    stdin: () => null,
  })
}

const loaded = load()
loaded.then(
  () => tell({ type: 'ready' }),
  (error) => tell({ type: 'broken', reason: reasonOf(error) }),
)

self.onmessage = async ({ data }: MessageEvent<RunMessage>) => {
  const python = await loaded
  const output = new Output()
  const stream = { write: (bytes: Uint8Array) => output.write(bytes) }
  python.setStdout(stream)
  python.setStderr(stream)
  try {
    const { program } = data
    const end = runProgram(python, {
      program,
      log: openLog(data.log),
      interrupt: new Uint8Array(data.interrupt),
    })
    output.show()
    tell({ type: 'ended', end })
  } catch (error) {
    output.show()
    tell({ type: 'broken', reason: reasonOf(error) })
  }
}
