/** Does something at most once in an interval; what is asked for too early is done when the interval is over. */
export class AtIntervals {
  private readonly milliseconds: number
  private readonly deed: () => void
  private lastAt = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(milliseconds: number, deed: () => void) {
    this.milliseconds = milliseconds
    this.deed = deed
  }

  soon(): void {
    const rest = this.milliseconds - (performance.now() - this.lastAt)
    this.stop()
    if (rest <= 0) this.now()
    else this.timer = setTimeout(() => this.now(), rest)
  }

  now(): void {
    this.stop()
    this.lastAt = performance.now()
    this.deed()
  }

  stop(): void {
    clearTimeout(this.timer)
  }
}
