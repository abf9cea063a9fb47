import type { Frame } from './engine/run-view.ts'

interface NewestFrameOptions {
  fetch: (position: number) => Promise<Frame>
  deliver: (frame: Frame) => void
}

/** Fetches frames one at a time, and the newest wish wins: a slow machine skips moments and never lags. */
export class NewestFrame {
  private readonly options: NewestFrameOptions
  private fetching = false
  private wish: number | null = null

  constructor(options: NewestFrameOptions) {
    this.options = options
  }

  ask(position: number): void {
    this.wish = position
    if (!this.fetching) void this.work()
  }

  private async work(): Promise<void> {
    this.fetching = true
    while (this.wish !== null) {
      const position = this.wish
      this.wish = null
      this.options.deliver(await this.options.fetch(position))
    }
    this.fetching = false
  }
}
