/**
 * What the models beyond the allocator have in common. They are simple on purpose, and labelled as models wherever they are
 * shown: each says what it leaves out, and where its figures come from.
 */

/** Something to look at: a table, a text, bytes. */
export interface Panel {
  id: string
  title: string
  /** Points that looking costs, where points count. */
  cost?: number | undefined
  body:
    | { kind: 'table'; columns: string[]; rows: (string | number)[][] }
    | { kind: 'text'; text: string }
    /** Bytes from offset 0, sixteen a row. */
    | { kind: 'bytes'; bytes: number[] }
}

export type Lever = { id: string; label: string } & (
  | { kind: 'choice'; options: { id: string; text: string }[] }
  | { kind: 'number'; unit: string; min: number; max: number }
)

/** What a run gives, by name. */
export type Outputs = Record<string, number | boolean>

/** A model with levers: set them, run it, read what came of it. */
export interface LeverModel {
  /** What it is a model of, what it leaves out, and where its figures are from. */
  label: string
  levers: Lever[]
  /** Values of a lever that was never touched. */
  initial: Record<string, string | number>
  /** How the outputs are called and counted. */
  outputs: { id: string; label: string; unit: string }[]
  run: (levers: Record<string, string | number>) => Outputs
}

/** Mulberry32: the same numbers for the same seed, everywhere. @returns numbers from 0 to below 1 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export const PAGE_BYTES = 4096
export const MIB = 2 ** 20
