import type { Place } from './drawing/display-list.ts'
import type { BlockDetail, Frame, Lists, RunView } from './engine/run-view.ts'

/** What the page shows. Replaced as a whole with every change. */
export interface SessionState {
  readonly status: 'starting' | 'ready' | 'failed'
  /** What the engine is busy with, in words; null while it answers at once. */
  readonly busy: string | null
  readonly run: RunView | null
  /** Of the newest frame; while it plays it is renewed a few times a second. */
  readonly frame: Frame | null
  readonly lists: Lists | null
  readonly block: BlockDetail | null
  readonly playing: boolean
  /** Steps a second. */
  readonly speed: number
  readonly chosen: Place | null
  readonly pointed: Place | null
  /** A list that is pointed at, as places in its order. */
  readonly chain: readonly Place[]
  /** Why something was not done; gone with the next thing that is. */
  readonly fault: string | null
  /** What was just done by hand, in a sentence. */
  readonly told: string | null
}

/** Before there is an engine. */
export const initialState: SessionState = {
  status: 'starting',
  busy: null,
  run: null,
  frame: null,
  lists: null,
  block: null,
  playing: false,
  speed: 2_000,
  chosen: null,
  pointed: null,
  chain: [],
  fault: null,
  told: null,
}
