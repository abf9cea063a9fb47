/**
 * Paints a display list on a 2D canvas: rectangles as pixels, words and lines on top of them by the canvas itself.
 */
import type { DisplayList, Label, Link, Mark, RectLayer } from './display-list.ts'
import { type LookName, lookClass, lookName } from './looks.ts'
import { colours, type Palette, toneColour } from './palette.ts'
import { type Pixel, Raster } from './raster.ts'

export interface PaintOptions {
  /** Family of labels: the memory face of the site. */
  readonly font: string
  readonly width: number
  readonly height: number
  /** Device pixels for one of CSS. */
  readonly pixelRatio: number
}

/** A look as pixels; null where it has no fill or no edge. */
interface Ink {
  readonly name: LookName
  readonly fill: Pixel | null
  readonly edge: Pixel | null
}

/** Rectangles smaller than that in CSS pixels have no edge and no texture. */
const WITH_EDGE = 5
const WITH_DOT = 13
const LARGEST_DOTTED = 40

/** One for each canvas. */
export class CanvasPainter {
  private readonly context: CanvasRenderingContext2D
  private readonly raster = new Raster()
  private readonly inks = new Map<number, Ink>()
  private palette: Palette
  private image: ImageData | null = null

  constructor(context: CanvasRenderingContext2D, palette: Palette) {
    this.context = context
    this.palette = palette
  }

  /** Other colours from now on. */
  setPalette(palette: Palette): void {
    this.palette = palette
    this.inks.clear()
  }

  /** Paints everything; what was on the canvas is covered. */
  paint(list: DisplayList, options: PaintOptions): void {
    const { context, palette, raster } = this
    const { width, height, pixelRatio } = options
    raster.begin(width, height, pixelRatio, this.pixel(palette.paper))
    this.paintLayer(list.pools, 1)
    this.paintLayer(list.fills, 1)
    if (list.insideFade > 0) this.paintLayer(list.insides, list.insideFade)
    this.show()
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
    paintAbsent(context, list.pools, palette)
    for (const mark of list.marks) paintMark(context, mark, palette)
    for (const link of list.links) paintLink(context, link, palette)
    paintLabels(context, list.labels, options.font, palette)
  }

  private show(): void {
    const { width, height, pixels } = this.raster
    if (width === 0 || height === 0) return
    if (this.image?.width !== width || this.image.height !== height) this.image = new ImageData(width, height)
    new Uint32Array(this.image.data.buffer).set(pixels)
    this.context.putImageData(this.image, 0, 0)
  }

  private paintLayer({ rects, looks, length }: RectLayer, alpha: number): void {
    const { raster } = this
    for (let i = 0; i < length; i++) {
      const ink = this.ink(looks[i] as number)
      if (ink.name === 'absent') continue
      const [x, y] = [rects[4 * i] as number, rects[4 * i + 1] as number]
      const [w, h] = [rects[4 * i + 2] as number, rects[4 * i + 3] as number]
      const least = w < h ? w : h
      if (ink.edge === null) {
        if (ink.fill !== null) raster.rect(x, y, w, h, ink.fill, 0, alpha)
      } else if (least < WITH_EDGE) {
        // Too small for an edge: its colour, or, where that is paper, the edge's.
        const isPaper = ink.name === 'virgin' || ink.name === 'lost'
        raster.rect(x, y, w, h, isPaper || ink.fill === null ? ink.edge : ink.fill, 0, alpha)
      } else {
        raster.rect(x, y, w, h, ink.edge, 0, alpha)
        if (ink.fill !== null) raster.rect(x, y, w, h, ink.fill, Math.round(raster.ratio), alpha)
        if (ink.name === 'lost') raster.diagonal(x, y, w, h, ink.edge, alpha)
        // A dot in what is free again: tells it from what is partly used without the colour.
        if (ink.name === 'free' && least >= WITH_DOT && least <= LARGEST_DOTTED) {
          const dot = Math.max(2, least / 8)
          raster.rect(x + w - 2 * dot, y + h - 2 * dot, dot, dot, ink.edge, 0, alpha)
        }
      }
    }
  }

  private ink(look: number): Ink {
    const known = this.inks.get(look)
    if (known) return known
    const name = lookName(look)
    const { fill, edge } = colours(this.palette, name, lookClass(look))
    const pixel = (colour: string | null) => (colour === null ? null : this.pixel(colour))
    const ink = { name, fill: pixel(fill), edge: pixel(edge) }
    this.inks.set(look, ink)
    return ink
  }

  /** Lets the canvas say what a colour of CSS is as a pixel. */
  private pixel(colour: string): Pixel {
    const { context } = this
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0] ?? 0
  }
}

/** Places of arenas that are not ours now. */
function paintAbsent(context: CanvasRenderingContext2D, layer: RectLayer, palette: Palette): void {
  context.strokeStyle = palette.ruleStrong
  context.lineWidth = 1
  context.setLineDash([5, 5])
  for (let i = 0; i < layer.length; i++) {
    if (lookName(layer.looks[i] as number) !== 'absent') continue
    const { x, y, width, height } = layer.rect(i)
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1)
  }
  context.setLineDash([])
}

function paintMark(context: CanvasRenderingContext2D, { rect, kind }: Mark, palette: Palette): void {
  const width = kind === 'pointed' ? 1.5 : 2.5
  context.lineWidth = width
  context.strokeStyle = kind === 'chosen' ? palette.focus : palette.ink
  if (kind === 'pointed') context.setLineDash([4, 3])
  const out = width / 2 + 1
  context.strokeRect(rect.x - out, rect.y - out, rect.width + 2 * out, rect.height + 2 * out)
  context.setLineDash([])
}

function paintLink(
  context: CanvasRenderingContext2D,
  { points, strength, kind }: Link,
  palette: Palette,
): void {
  const [from, to] = [points.at(-2), points.at(-1)]
  if (!from || !to) return
  context.globalAlpha = strength
  context.strokeStyle = palette.ink
  context.fillStyle = palette.ink
  context.lineWidth = kind === 'chain' ? 2 : 1.25
  context.beginPath()
  for (const [i, point] of points.entries()) {
    if (i === 0) context.moveTo(point.x, point.y)
    else context.lineTo(point.x, point.y)
  }
  context.stroke()
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  const size = kind === 'chain' ? 9 : 6
  context.beginPath()
  context.moveTo(to.x, to.y)
  context.lineTo(to.x - size * Math.cos(angle - 0.45), to.y - size * Math.sin(angle - 0.45))
  context.lineTo(to.x - size * Math.cos(angle + 0.45), to.y - size * Math.sin(angle + 0.45))
  context.fill()
  context.globalAlpha = 1
}

function paintLabels(
  context: CanvasRenderingContext2D,
  labels: readonly Label[],
  family: string,
  palette: Palette,
): void {
  let font = ''
  for (const { x, y, text, size, align, tone } of labels) {
    if (font !== `${size}px ${family}`) {
      font = `${size}px ${family}`
      context.font = font
    }
    context.textAlign = align
    context.fillStyle = toneColour(palette, tone)
    context.fillText(text, x, y)
  }
}
