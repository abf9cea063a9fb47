/** Goes on from a position at a speed, once a frame. */
export class PlayClock {
  private frame = 0
  private runs = 0

  /** Calls `reach` with each position that time has come to; it returns the speed from there on, in steps a second. */
  start(from: number, reach: (position: number) => number): void {
    this.stop()
    const run = ++this.runs
    let exact = from
    let speed = 0
    let last: number | undefined
    const tick = (now: number) => {
      exact += ((now - (last ?? now)) / 1000) * speed
      last = now
      speed = reach(Math.floor(exact))
      // Whoever was called may have stopped the clock.
      if (run === this.runs) this.frame = requestAnimationFrame(tick)
    }
    this.frame = requestAnimationFrame(tick)
  }

  stop(): void {
    this.runs++
    cancelAnimationFrame(this.frame)
  }
}
