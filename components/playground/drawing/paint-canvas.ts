/** Paints a display list on a 2D canvas. Rectangles alike are painted in a row, so that the colour changes a hundred times and not twenty thousand. */
import type { DisplayList, Label, Link, Mark, RectLayer } from './display-list.ts'
import { lookClass, lookName } from './looks.ts'
import { colours, type Palette, toneColour } from './palette.ts'

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

export interface PaintOptions {
  readonly palette: Palette
  /** Family of labels: the memory face of the site. */
  readonly font: string
  readonly width: number
  readonly height: number
  /** Device pixels for one of CSS. */
  readonly pixelRatio: number
}

/** Paints everything; what was on the canvas is covered. */
export function paintCanvas(context: Context, list: DisplayList, options: PaintOptions): void {
  const { palette, width, height, pixelRatio } = options
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  context.globalAlpha = 1
  context.fillStyle = palette.paper
  context.fillRect(0, 0, width, height)
  paintLayer(context, list.pools, palette)
  paintLayer(context, list.fills, palette)
  if (list.insideFade > 0) {
    context.globalAlpha = list.insideFade
    paintLayer(context, list.insides, palette)
    context.globalAlpha = 1
  }
  for (const mark of list.marks) paintMark(context, mark, palette)
  for (const link of list.links) paintLink(context, link, palette)
  paintLabels(context, list.labels, options)
}

const order = { indices: new Uint32Array(4096), starts: new Uint32Array(4097) }

/** Indices of a layer's rectangles, sorted by look; a counting sort without an allocation. */
function sortByLook({ looks, length }: RectLayer): void {
  if (order.indices.length < length) order.indices = new Uint32Array(2 * length)
  const { starts } = order
  starts.fill(0)
  for (let i = 0; i < length; i++) {
    const at = (looks[i] as number) + 1
    starts[at] = (starts[at] as number) + 1
  }
  for (let look = 1; look < starts.length; look++)
    starts[look] = (starts[look] as number) + (starts[look - 1] as number)
  for (let i = 0; i < length; i++) {
    const look = looks[i] as number
    const at = starts[look] as number
    order.indices[at] = i
    starts[look] = at + 1
  }
}

function paintLayer(context: Context, layer: RectLayer, palette: Palette): void {
  sortByLook(layer)
  const { rects, looks } = layer
  for (let from = 0; from < layer.length; ) {
    const look = looks[order.indices[from] as number] as number
    let to = from + 1
    while (to < layer.length && looks[order.indices[to] as number] === look) to++
    paintAlike(context, rects, from, to, look, palette)
    from = to
  }
}

/** Rectangles smaller than that have no edge and no texture. */
const WITH_EDGE = 5
const WITH_TEXTURE = 13

function paintAlike(
  context: Context,
  rects: Float32Array,
  from: number,
  to: number,
  look: number,
  palette: Palette,
): void {
  const name = lookName(look)
  const { fill, edge } = colours(palette, name, lookClass(look))
  if (name === 'absent') {
    context.strokeStyle = palette.ruleStrong
    context.lineWidth = 1
    context.setLineDash([5, 5])
    each(rects, from, to, (x, y, w, h) => context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1))
    context.setLineDash([])
    return
  }
  if (edge !== null) {
    context.fillStyle = edge
    each(rects, from, to, (x, y, w, h) => {
      if (Math.min(w, h) >= WITH_EDGE || fill === null) context.fillRect(x, y, w, h)
    })
  }
  if (fill !== null) {
    // What is too small for an edge is filled: with its colour, or, where that is paper, with the edge's.
    const small = name === 'virgin' || name === 'lost' ? palette.rule : fill
    context.fillStyle = fill
    each(rects, from, to, (x, y, w, h) => {
      if (edge === null) context.fillRect(x, y, w, h)
      else if (Math.min(w, h) >= WITH_EDGE) context.fillRect(x + 1, y + 1, w - 2, h - 2)
    })
    if (edge !== null) {
      context.fillStyle = small
      each(rects, from, to, (x, y, w, h) => {
        if (Math.min(w, h) < WITH_EDGE) context.fillRect(x, y, w, h)
      })
    }
  }
  if (name === 'free') paintDots(context, rects, from, to, edge ?? palette.muted)
  if (name === 'lost') paintDiagonals(context, rects, from, to, palette.ruleStrong)
}

/** A dot in what is free again: tells it from what is partly used without the colour. */
function paintDots(context: Context, rects: Float32Array, from: number, to: number, colour: string): void {
  context.fillStyle = colour
  each(rects, from, to, (x, y, w, h) => {
    const least = Math.min(w, h)
    if (least < WITH_TEXTURE || least > 40) return
    const dot = Math.max(2, least / 8)
    context.fillRect(x + w - 2 * dot, y + h - 2 * dot, dot, dot)
  })
}

function paintDiagonals(
  context: Context,
  rects: Float32Array,
  from: number,
  to: number,
  colour: string,
): void {
  context.strokeStyle = colour
  context.lineWidth = 1
  context.beginPath()
  each(rects, from, to, (x, y, w, h) => {
    if (Math.min(w, h) < WITH_EDGE) return
    context.moveTo(x, y + h)
    context.lineTo(x + w, y)
  })
  context.stroke()
}

function each(
  rects: Float32Array,
  from: number,
  to: number,
  take: (x: number, y: number, width: number, height: number) => void,
): void {
  for (let k = from; k < to; k++) {
    const i = 4 * (order.indices[k] as number)
    take(rects[i] as number, rects[i + 1] as number, rects[i + 2] as number, rects[i + 3] as number)
  }
}

function paintMark(context: Context, { rect, kind }: Mark, palette: Palette): void {
  const width = kind === 'pointed' ? 1.5 : 2.5
  context.lineWidth = width
  context.strokeStyle = kind === 'chosen' ? palette.focus : palette.ink
  if (kind === 'pointed') context.setLineDash([4, 3])
  const out = width / 2 + 1
  context.strokeRect(rect.x - out, rect.y - out, rect.width + 2 * out, rect.height + 2 * out)
  context.setLineDash([])
}

function paintLink(context: Context, { points, strength, kind }: Link, palette: Palette): void {
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

function paintLabels(context: Context, labels: readonly Label[], options: PaintOptions): void {
  let font = ''
  for (const { x, y, text, size, align, tone } of labels) {
    if (font !== `${size}px ${options.font}`) {
      font = `${size}px ${options.font}`
      context.font = font
    }
    context.textAlign = align
    context.fillStyle = toneColour(options.palette, tone)
    context.fillText(text, x, y)
  }
}
