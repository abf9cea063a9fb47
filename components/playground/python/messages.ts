/** What the page and the Worker that runs Python tell each other. */
import type { RequestLogMemory } from './request-log.ts'

/** To the Worker: run this program, once. */
export interface RunMessage {
  program: string
  log: RequestLogMemory
  /** One byte. 2 in it interrupts the program (Ctrl-C). */
  interrupt: SharedArrayBuffer
}

/** How a program ended. */
export interface ProgramEnd {
  how: 'finished' | 'error' | 'interrupted'
  /** Python's own words, when there was an error. */
  traceback: string
  /** The program's line on which it ended, when not at its end. */
  line: number | null
}

/** From the Worker. */
export type WorkerMessage =
  | { type: 'ready' }
  | { type: 'output'; text: string }
  | { type: 'output-full' }
  | { type: 'ended'; end: ProgramEnd }
  /** Python could not be loaded, or broke down. */
  | { type: 'broken'; reason: string }

/** So much of what a program prints is shown. */
export const MAX_OUTPUT_CHARACTERS = 65_536

/** The name that the program has in tracebacks. */
export const PROGRAM_NAME = 'program.py'
