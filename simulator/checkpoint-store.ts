/** The copies of the state that a recording keeps, so that a seek need not begin at the start. */
import { type Checkpoint, saveState } from './checkpoint.ts'
import type { ObmallocState } from './state.ts'

/** A copy, and after how many steps it was made. */
export interface Kept {
  readonly step: number
  readonly saved: Checkpoint
}

const FIRST_INTERVAL = 4096

export class CheckpointStore {
  private readonly budget: number
  private kept: Kept[]
  private interval = FIRST_INTERVAL

  /** `budget` in bytes; at least one copy is kept. The state stands at step 0. */
  constructor(budget: number, state: ObmallocState) {
    this.budget = budget
    this.kept = [{ step: 0, saved: saveState(state) }]
  }

  /** Memory that the copies take. */
  get byteLength(): number {
    return this.kept.reduce((sum, each) => sum + each.saved.byteLength, 0)
  }

  /** The latest copy that is not behind a position. */
  nearest(position: number): Kept | undefined {
    return this.kept.findLast((each) => each.step <= position)
  }

  /** The state stands after `step` steps: copies it where one is due. */
  offer(step: number, state: ObmallocState): void {
    if (step % this.interval !== 0) return
    this.kept.push({ step, saved: saveState(state) })
    this.fit()
  }

  /** Takes away the copies behind a position, and returns them. */
  cut(position: number): Kept[] {
    const behind = this.kept.filter((each) => each.step > position)
    this.kept = this.kept.filter((each) => each.step <= position)
    return behind
  }

  /** Puts back what {@link cut} took. */
  paste(kept: readonly Kept[]): void {
    this.kept.push(...kept)
    this.fit()
  }

  private fit(): void {
    while (this.kept.length > 1 && this.byteLength > this.budget) this.thinOut()
  }

  private thinOut(): void {
    this.interval *= 2
    this.kept = this.kept.filter((each) => each.step % this.interval === 0)
    // A single copy of an enormous state may outgrow the budget by itself: the virgin one is enough then.
    if (this.kept.length === 2 && this.byteLength > this.budget) this.kept.pop()
  }
}
