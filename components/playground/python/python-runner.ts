/**
 * Runs programs in a Worker with Python, from the page: loads Python when it is first asked for, gives each program a Python of its
 * own, stops one that does not end, and hands over what was recorded up to there.
 */
import { MAX_OUTPUT_CHARACTERS, type ProgramEnd, type RunMessage, type WorkerMessage } from './messages.ts'
import {
  createLogMemory,
  MAX_REQUESTS,
  OLDER_FREED,
  OLDER_RESIZED,
  openLog,
  REQUESTS,
  type RequestLog,
  type RequestLogMemory,
} from './request-log.ts'

/** What came of a run. */
export interface PythonRun {
  readonly program: string
  readonly how: ProgramEnd['how'] | 'full' | 'killed'
  readonly traceback: string
  /** The line on which it ended, when not at the program's end. */
  readonly line: number | null
  readonly requests: number
  /** Blocks from before the program that it freed, or resized: a resized one is recorded as new. */
  readonly olderFreed: number
  readonly olderResized: number
  /** A view of the recording; the next run writes over it. */
  readonly log: RequestLog
}

export interface RunnerState {
  readonly status: 'idle' | 'running' | 'stopping'
  /** Whether the next program can begin at once. */
  readonly isLoaded: boolean
  readonly output: string
  readonly isOutputCut: boolean
  /** Recorded so far. */
  readonly requests: number
  readonly run: PythonRun | null
  /** Why there is no Python, or why it broke, in a sentence. */
  readonly fault: string | null
}

const initial: RunnerState = {
  status: 'idle',
  isLoaded: false,
  output: '',
  isOutputCut: false,
  requests: 0,
  run: null,
  fault: null,
}

/** A program that is asked to stop and does not, because it is busy in one long call, is ended with its Worker. */
const PATIENCE_IN_MS = 1500
/** How often the number of requests is renewed. */
const COUNT_EVERY_MS = 200

const CTRL_C = 2

export class PythonRunner {
  private state = initial
  private worker: Worker | null = null
  private memory: RequestLogMemory | null = null
  private readonly workerPath: string
  private readonly listeners = new Set<() => void>()
  private settle: ((run: PythonRun | null) => void) | null = null
  private interrupt: Uint8Array = new Uint8Array(1)
  private program = ''
  private timers: ReturnType<typeof setTimeout>[] = []

  constructor(workerPath: string) {
    this.workerPath = workerPath
  }

  destroy(): void {
    this.dropWorker()
  }

  readonly getState = (): RunnerState => this.state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Loads Python, so that a run need not wait for it. */
  prepare(): void {
    if (this.worker) return
    if (!crossOriginIsolated) {
      this.set({
        fault:
          'Python needs memory that the page and its Worker share, which this browser gives to secure addresses only. Open the site with https, or with a newer browser.',
      })
      return
    }
    this.worker = new Worker(this.workerPath, { type: 'module', name: 'python' })
    this.worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => this.hear(data)
    this.worker.onerror = () => this.breakDown('Python could not be loaded.')
  }

  /** Runs a program. @returns what came of it; null when Python could not be had, and `fault` says why */
  run(program: string): Promise<PythonRun | null> {
    this.prepare()
    if (!this.worker || this.settle) return Promise.resolve(null)
    this.program = program
    this.set({ status: 'running', output: '', isOutputCut: false, requests: 0, run: null, fault: null })
    return new Promise((resolve) => {
      this.settle = resolve
      if (this.state.isLoaded) this.begin()
    })
  }

  /** Stops the program. What it asked for until then is kept. */
  stop(): void {
    if (this.state.status !== 'running') return
    this.set({ status: 'stopping' })
    this.interrupt[0] = CTRL_C
    const end = () => this.finish({ how: 'interrupted', traceback: '', line: null }, true)
    this.timers.push(setTimeout(end, this.state.isLoaded ? PATIENCE_IN_MS : 0))
  }

  private begin(): void {
    // Kept for the next run: five million requests take 55 MB.
    this.memory ??= createLogMemory()
    openLog(this.memory).counters.fill(0)
    const interrupt = new SharedArrayBuffer(1)
    this.interrupt = new Uint8Array(interrupt)
    const message: RunMessage = { program: this.program, log: this.memory, interrupt }
    this.worker?.postMessage(message)
    const { counters } = openLog(this.memory)
    this.timers.push(setInterval(() => this.set({ requests: counters[REQUESTS] ?? 0 }), COUNT_EVERY_MS))
  }

  private hear(message: WorkerMessage): void {
    switch (message.type) {
      case 'ready':
        this.set({ isLoaded: true })
        if (this.settle) this.begin()
        return
      case 'output':
        this.set({ output: (this.state.output + message.text).slice(0, MAX_OUTPUT_CHARACTERS) })
        return
      case 'output-full':
        this.set({ isOutputCut: true })
        return
      case 'ended':
        this.finish(message.end, false)
        return
      case 'broken':
        this.breakDown(`Python broke down: ${message.reason.split('\n')[0]}`)
    }
  }

  private finish(end: ProgramEnd, isKilled: boolean): void {
    const { settle, memory } = this
    this.dropWorker()
    if (!settle) return
    this.memory = memory
    const log = openLog(memory ?? createLogMemory(0))
    const requests = log.counters[REQUESTS] ?? 0
    const isFull = end.how === 'interrupted' && requests === MAX_REQUESTS
    const run: PythonRun = {
      ...end,
      program: this.program,
      how: isFull ? 'full' : isKilled ? 'killed' : end.how,
      requests,
      olderFreed: log.counters[OLDER_FREED] ?? 0,
      olderResized: log.counters[OLDER_RESIZED] ?? 0,
      log,
    }
    this.set({ status: 'idle', requests, run })
    // The next program gets a fresh Python, which is loaded while this one's run is looked at.
    this.prepare()
    settle(run)
  }

  private breakDown(fault: string): void {
    const { settle } = this
    this.dropWorker()
    this.set({ status: 'idle', fault })
    settle?.(null)
  }

  private dropWorker(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers = []
    this.settle = null
    this.worker?.terminate()
    this.worker = null
    this.state = { ...this.state, isLoaded: false }
  }

  private set(change: Partial<RunnerState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener()
  }
}
