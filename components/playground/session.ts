/**
 * The playground's store on the main thread: talks to the engine in its Worker, keeps what the page shows, and runs the clock
 * while it plays. Pictures do not go through React: who paints listens with `onFrame`.
 */
import { type Remote, wrap } from 'comlink'
import type { EventName, PackedTrace } from '#simulator/index.ts'
import { AtIntervals } from './at-intervals.ts'
import { type Place, samePlace } from './drawing/display-list.ts'
import type { WantedPools } from './drawing/snapshot.ts'
import type { Engine } from './engine/engine.worker.ts'
import type { Deed, Done, Frame, RunAbout, RunView, Setup, Told } from './engine/run-view.ts'
import { NewestFrame } from './newest-frame.ts'
import { PlayClock } from './play-clock.ts'
import { initialState, type SessionState } from './session-state.ts'

/** Milliseconds between two renewals of words and lists while it plays: nobody reads sixty a second. */
const WORDS_EVERY = 180

export class Session {
  private state = initialState
  private readonly worker: Worker
  private readonly engine: Remote<Engine>
  private readonly listeners = new Set<() => void>()
  private readonly painters = new Set<(frame: Frame) => void>()
  private readonly wants: Record<'picture' | 'tree', WantedPools> = { picture: [], tree: [] }
  private wanted: WantedPools = []
  private withStats = false
  private position = 0
  private readonly clock = new PlayClock()
  private readonly frames = new NewestFrame({
    fetch: (position) => this.engine.show(position, this.wanted).catch(this.fail),
    deliver: (frame) => this.take(frame),
  })
  private latest: Frame | null = null
  private readonly words = new AtIntervals(WORDS_EVERY, () => void this.readLists())

  constructor() {
    this.worker = new Worker(new URL('./engine/engine.worker.ts', import.meta.url), { type: 'module' })
    this.engine = wrap<Engine>(this.worker)
    this.worker.addEventListener('error', () => this.set({ status: 'failed', busy: null, playing: false }))
  }

  destroy(): void {
    this.clock.stop()
    this.words.stop()
    this.worker.terminate()
  }

  readonly getState = (): SessionState => this.state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The engine answers no more: says so. Whatever it threw is thrown on, so that it is not hidden. */
  private readonly fail = (error: unknown): never => {
    this.stop()
    throw error
  }

  private stop(): void {
    this.clock.stop()
    this.set({ status: 'failed', busy: null, playing: false })
  }

  /** Calls back with every frame; at once with the newest. @returns how to stop */
  onFrame(paint: (frame: Frame) => void): () => void {
    this.painters.add(paint)
    if (this.state.frame) paint(this.state.frame)
    return () => this.painters.delete(paint)
  }

  /**
   * Plays a trace (see simulator/trace.ts) from its start, or from a position: text, its bytes, or packed. `about` names it and may tell which
   * line of source caused which operation. A trace that cannot be read leaves everything as it was, and is told as `fault`.
   */
  async loadTrace(
    trace: string | Uint8Array<ArrayBuffer> | PackedTrace,
    about: RunAbout,
    position = 0,
  ): Promise<Told<RunView>> {
    const readable = typeof trace === 'string' ? new TextEncoder().encode(trace) : trace
    this.pause()
    return this.replace(`Running ${about.title} …`, () => this.engine.load(readable, about), position)
  }

  /** The same run in an allocator that is set up otherwise. */
  async change(setup: Setup): Promise<Told<RunView>> {
    this.pause()
    return this.replace('Running it again …', () => this.engine.change(setup))
  }

  /** An empty allocator. */
  async clear(): Promise<void> {
    this.pause()
    await this.replace('Clearing …', async () => ({ ok: true, value: await this.engine.clear() }))
  }

  /** Does something by hand, behind the present step. */
  async act(deed: Deed): Promise<Told<Done>> {
    this.pause()
    this.set({ busy: 'Working …' })
    const told = await this.engine.act(deed).catch(this.fail)
    if (told.ok) this.showRun(told.value.run)
    this.set({ busy: null, fault: told.ok ? null : told.fault.message })
    return told
  }

  /** Frees the block at a place, if it is live. */
  async freeAt(place: Place): Promise<void> {
    const block = await this.engine.block(place)
    if (block?.state === 'live') await this.act({ op: 'free', what: { pointer: block.address } })
    else this.refuse('That block is not in use: there is nothing to free.')
  }

  async undo(): Promise<void> {
    this.pause()
    this.showRun(await this.engine.undo())
  }

  /** Says what was done. */
  tell(told: string | null): void {
    this.set({ told })
  }

  /** Says why something was not even tried. Nothing changes. */
  refuse(fault: string): void {
    this.set({ fault, told: null })
  }

  /** Winds to a position; held within the run. */
  seek(position: number): void {
    this.pause()
    if (this.state.fault !== null || this.state.told !== null) this.set({ fault: null, told: null })
    this.goTo(position)
  }

  step(by: number): void {
    this.seek(this.position + by)
  }

  /** To the next step (or the one before) in which one of these happened. @returns whether there is one */
  async jump(events: readonly EventName[], direction: 'next' | 'previous'): Promise<boolean> {
    this.pause()
    const found = await this.engine.find([...events], direction)
    if (found !== null) this.seek(found)
    return found !== null
  }

  play(): void {
    const { run, playing } = this.state
    if (!run || playing || run.length === 0) return
    if (this.position >= run.length) this.position = 0
    this.set({ playing: true, fault: null, told: null })
    this.clock.start(this.position, (position) => {
      if (position !== this.position) this.goTo(position)
      if (position >= (this.state.run?.length ?? 0)) this.pause()
      return this.state.speed
    })
  }

  pause(): void {
    this.clock.stop()
    if (!this.state.playing) return
    this.set({ playing: false })
    this.words.now()
  }

  setSpeed(speed: number): void {
    this.set({ speed })
  }

  /** The insides that somebody shows: the picture, or the tree. */
  want(by: 'picture' | 'tree', wanted: WantedPools): void {
    this.wants[by] = wanted
    const all = new Map([...this.wants.picture, ...this.wants.tree].map((pair) => [pair.join(), pair]))
    this.wanted = [...all.values()]
    this.goTo(this.position)
  }

  /** Whether the statistics text is to be seen; it is made only then. */
  wantStats(withStats: boolean): void {
    this.withStats = withStats
    this.words.now()
  }

  choose(chosen: Place | null): void {
    this.set({ chosen })
    this.words.now()
  }

  point(pointed: Place | null, chain: readonly Place[] = []): void {
    const { state } = this
    if (samePlace(state.pointed, pointed) && state.chain.length === 0 && chain.length === 0) return
    this.set({ pointed, chain })
  }

  /** The place of an address in the present state; null where no block is. */
  locate(address: number): Promise<Place | null> {
    return this.engine.locate(address)
  }

  /** The run as the text of a trace. */
  trace(): Promise<Uint8Array<ArrayBuffer>> {
    return this.engine.trace()
  }

  /** The run as a file, with all that is known of it (keep/run-file.ts). */
  file(): Promise<Uint8Array<ArrayBuffer>> {
    return this.engine.file()
  }

  private async replace(
    busy: string,
    make: () => Promise<Told<RunView>>,
    position?: number,
  ): Promise<Told<RunView>> {
    this.set({ busy })
    const told = await make().catch(this.fail)
    if (told.ok) {
      this.set({ status: 'ready', chosen: null, pointed: null, chain: [], told: null })
      this.showRun(told.value, position)
    }
    this.set({ busy: null, fault: told.ok ? null : told.fault.message })
    return told
  }

  private showRun(run: RunView, position = run.position): void {
    this.set({ run, fault: null })
    this.goTo(position)
  }

  private goTo(position: number): void {
    this.position = Math.min(this.state.run?.length ?? 0, Math.max(0, Math.round(position)))
    if (this.state.run) this.frames.ask(this.position)
  }

  private take(frame: Frame): void {
    for (const paint of this.painters) paint(frame)
    this.latest = frame
    this.words.soon()
  }

  private async readLists(): Promise<void> {
    if (!this.latest) return
    const { chosen } = this.state
    this.set({ frame: this.latest })
    const [lists, block] = await Promise.all([
      this.engine.lists(chosen, this.withStats),
      chosen && chosen.block >= 0 ? this.engine.block(chosen) : null,
    ])
    this.set({ lists, block })
  }

  private set(change: Partial<SessionState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener()
  }
}
