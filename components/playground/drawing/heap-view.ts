/**
 * A heap on a canvas: keeps camera, layout and the newest snapshot, and paints when something changed, once a frame at most.
 * It decides nothing about where snapshots come from: the playground's come from its Worker, those of figures and exercises
 * from `snapshotHeap(allocator, …)`.
 */
import type { Profile } from '#simulator/index.ts'
import { DisplayList, type Place } from './display-list.ts'
import { drawHeap, poolsToAsk } from './draw-heap.ts'
import {
  between,
  type Camera,
  fitCamera,
  holdInSight,
  pan,
  type Rect,
  type Viewport,
  zoomAt,
} from './geometry.ts'
import { type Layout, layOut } from './layout.ts'
import { type Marks, markHeap, rectOf } from './mark-heap.ts'
import { CanvasPainter } from './paint-canvas.ts'
import { paintSvg } from './paint-svg.ts'
import { makePalette, type Palette } from './palette.ts'
import type { HeapSnapshot, WantedPools } from './snapshot.ts'

export interface HeapViewOptions {
  /** The insides that are in sight have changed: a snapshot with them is wanted. */
  readonly onWanted?: (wanted: WantedPools) => void
}

const noMarks: Marks = { chosen: null, pointed: null, chain: [] }
/** A block of 16 bytes fills a large screen at that many pixels a unit. */
const CLOSEST = 400
const FLIGHT_MS = 420

export class HeapView {
  private readonly canvas: HTMLCanvasElement
  private readonly options: HeapViewOptions
  private readonly list = new DisplayList()
  private palette: Palette
  private readonly painter: CanvasPainter | null
  private readonly font: string
  private viewport: Viewport = { width: 1, height: 1 }
  private layout: Layout | null = null
  private profile: Profile | null = null
  private arenas = 1
  private camera: Camera = { x: 0, y: 0, scale: 1 }
  private snapshot: HeapSnapshot | null = null
  private marks = noMarks
  /** The picture shows all arenas, and goes on doing so when there are more or the window changes. */
  private isHome = true
  private frame = 0
  private flight = 0
  private isOver = false
  private asked = ''
  private readonly theme = matchMedia('(prefers-color-scheme: dark)')
  private readonly sizes: ResizeObserver

  constructor(canvas: HTMLCanvasElement, options: HeapViewOptions = {}) {
    this.canvas = canvas
    this.options = options
    this.palette = this.readPalette()
    // Its pixels are written, and colours read from it, by the processor.
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
    this.painter = context && new CanvasPainter(context, this.palette)
    this.font = getComputedStyle(canvas).fontFamily
    // A canvas does not wait for its typeface, and is not painted again when it comes.
    void document.fonts.load(`12px ${this.font}`).then(() => this.schedule())
    this.theme.addEventListener('change', this.changeTheme)
    this.sizes = new ResizeObserver(() => this.resize())
    this.sizes.observe(canvas)
    this.resize()
  }

  destroy(): void {
    this.isOver = true
    this.sizes.disconnect()
    this.theme.removeEventListener('change', this.changeTheme)
    cancelAnimationFrame(this.frame)
    cancelAnimationFrame(this.flight)
  }

  /** How much room is needed: the geometry, and for how many arenas. */
  setRoom(profile: Profile, arenas: number): void {
    if (this.profile === profile && this.arenas === arenas) return
    this.profile = profile
    this.arenas = arenas
    this.relayOut()
  }

  setSnapshot(snapshot: HeapSnapshot): void {
    this.snapshot = snapshot
    this.schedule()
  }

  setMarks(marks: Marks): void {
    this.marks = marks
    this.schedule()
  }

  /** What lies under a point of the canvas, in CSS pixels. */
  hit(x: number, y: number): Place | null {
    return this.list.hit(x, y)
  }

  /** Whether all arenas are in sight. */
  get home(): boolean {
    return this.isHome
  }

  goHome(animated = true): void {
    if (!this.layout) return
    this.isHome = true
    this.fly(fitCamera(this.layout.world, this.viewport), animated)
  }

  /** Brings a place into sight, as large as it goes. */
  goTo(place: Place, animated = true): void {
    if (!this.layout || !this.snapshot || place.arena >= this.layout.places) return
    this.isHome = false
    const rect = rectOf(this.layout, this.snapshot, place)
    this.fly(fitCamera(named(rect, place), this.viewport, place.block >= 0 ? 60 : 24), animated)
  }

  /** Zooms around a point of the canvas; its middle when none is given. */
  zoom(factor: number, at = { x: this.viewport.width / 2, y: this.viewport.height / 2 }): void {
    if (!this.layout) return
    const min = fitCamera(this.layout.world, this.viewport).scale * 0.7
    this.look(zoomAt(this.camera, factor, at, { min, max: CLOSEST }))
  }

  /** Moves the picture by so many pixels. */
  pan(dx: number, dy: number): void {
    this.look(pan(this.camera, dx, dy))
  }

  /** The picture as it stands, as an SVG file with the colours of the theme. */
  toSvg(title: string): string {
    return paintSvg(this.list, { ...this.viewport, title, palette: this.palette })
  }

  /** The picture as it stands, as a PNG file; null when the browser has no memory for it. */
  toPng(): Promise<Blob | null> {
    return new Promise((resolve) => this.canvas.toBlob(resolve, 'image/png'))
  }

  private look(camera: Camera): void {
    if (!this.layout) return
    cancelAnimationFrame(this.flight)
    this.isHome = false
    this.setCamera(holdInSight(camera, this.layout.world, this.viewport))
  }

  private setCamera(camera: Camera): void {
    this.camera = camera
    this.ask()
    this.schedule()
  }

  private fly(to: Camera, animated: boolean): void {
    cancelAnimationFrame(this.flight)
    const from = this.camera
    if (!animated || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.setCamera(to)
      return
    }
    let begun: number | undefined
    const step = (now: number) => {
      begun ??= now
      const t = Math.min(1, (now - begun) / FLIGHT_MS)
      // Quick off, slow to arrive.
      this.setCamera(t === 1 ? to : between(from, to, 1 - (1 - t) ** 3, this.viewport))
      if (t < 1) this.flight = requestAnimationFrame(step)
    }
    this.flight = requestAnimationFrame(step)
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas
    if (width === 0 || height === 0) return
    const ratio = Math.min(2, devicePixelRatio || 1)
    this.viewport = { width, height }
    this.canvas.width = Math.round(width * ratio)
    this.canvas.height = Math.round(height * ratio)
    this.relayOut()
    // A canvas that was resized is empty until it is painted.
    this.paint()
  }

  private relayOut(): void {
    if (!this.profile) return
    this.layout = layOut(this.profile, this.arenas, this.viewport)
    if (this.isHome) this.goHome(false)
    else this.setCamera(holdInSight(this.camera, this.layout.world, this.viewport))
  }

  private ask(): void {
    if (!this.layout || !this.options.onWanted) return
    const wanted = poolsToAsk(this.layout, this.camera, this.viewport)
    const key = wanted.join(' ')
    if (key === this.asked) return
    this.asked = key
    this.options.onWanted(wanted)
  }

  private schedule(): void {
    if (this.isOver) return
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => this.paint())
  }

  private paint(): void {
    if (!this.layout || !this.snapshot) return
    const { list, snapshot, layout, camera, viewport, font } = this
    drawHeap(list, snapshot, layout, camera, viewport)
    markHeap(list, snapshot, layout, camera, this.marks)
    const pixelRatio = this.canvas.width / viewport.width
    this.painter?.paint(list, { font, ...viewport, pixelRatio })
  }

  private readonly changeTheme = (): void => {
    this.palette = this.readPalette()
    this.painter?.setPalette(this.palette)
    this.schedule()
  }

  private readPalette(): Palette {
    const styles = getComputedStyle(this.canvas)
    return makePalette((name) => styles.getPropertyValue(`--${name}`).trim())
  }
}

/** An arena is looked at together with its name. */
const named = (rect: Rect, place: Place): Rect =>
  place.pool >= 0 ? rect : { ...rect, y: rect.y - 60, height: rect.height + 60 }
