/** A display list as SVG text: the first picture that the server sends, and a file to keep. */
import type { DisplayList, Label, Link, Mark, RectLayer } from './display-list.ts'
import type { Rect } from './geometry.ts'
import { type LookName, lookClass, lookName } from './looks.ts'
import { colours, type Palette, toneColour } from './palette.ts'

export interface SvgOptions {
  readonly width: number
  readonly height: number
  /** What it shows, in a sentence. */
  readonly title: string
  /** Without a palette the classes of app/styles/memory.css colour it, so that it follows the theme of its page. */
  readonly palette?: Palette
}

const round = (n: number) => Math.round(n * 10) / 10
const escaped = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? '',
  )
const outline = ({ x, y, width, height }: Rect) =>
  `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`

const cellClass: Record<LookName, string> = {
  absent: 'is-absent',
  virgin: 'is-virgin',
  free: 'is-free',
  used: 'is-used',
  full: 'is-full',
  lost: 'is-lost',
  ground: 'is-ground',
  header: 'is-header',
}

/** The whole picture as one `<svg>` element. */
export function paintSvg(list: DisplayList, { width, height, title, palette }: SvgOptions): string {
  const parts = [
    ...(palette ? [`<rect width="${width}" height="${height}" fill="${palette.paper}"/>`] : []),
    paintLayer(list.pools, palette),
    paintLayer(list.fills, palette),
    list.insideFade > 0
      ? `<g opacity="${round(list.insideFade)}">${paintLayer(list.insides, palette)}</g>`
      : '',
    ...list.marks.map((mark) => paintMark(mark, palette)),
    ...list.links.map((link) => paintLink(link, palette)),
    ...list.labels.map((label) => paintLabel(label, palette)),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">${parts.join('')}</svg>`
}

/** Rectangles alike become one path. */
function paintLayer(layer: RectLayer, palette?: Palette): string {
  const byLook = new Map<number, string>()
  for (let i = 0; i < layer.length; i++) {
    const look = layer.looks[i] as number
    const rect = layer.rect(i)
    const diagonal =
      lookName(look) === 'lost'
        ? `M${round(rect.x)} ${round(rect.y + rect.height)}l${round(rect.width)} ${round(-rect.height)}`
        : ''
    byLook.set(look, (byLook.get(look) ?? '') + outline(rect) + diagonal)
  }
  return [...byLook].map(([look, d]) => `<path ${looked(look, palette)} d="${d}"/>`).join('')
}

function looked(look: number, palette?: Palette): string {
  const name = lookName(look)
  if (!palette) return `class="cell ${cellClass[name]} class-${lookClass(look)}"`
  const { fill, edge } = colours(palette, name, lookClass(look))
  const dash = name === 'absent' ? ' stroke-dasharray="5 5"' : ''
  return `fill="${fill ?? 'none'}" stroke="${edge ?? 'none'}"${dash}`
}

function paintMark({ rect, kind }: Mark, palette?: Palette): string {
  const colour = palette ? (kind === 'chosen' ? palette.focus : palette.ink) : 'currentColor'
  return `<path fill="none" stroke="${colour}" stroke-width="2" d="${outline(rect)}"/>`
}

function paintLink({ points, strength }: Link, palette?: Palette): string {
  const d = points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')
  const last = points.at(-1)
  const end = last ? `<circle cx="${round(last.x)}" cy="${round(last.y)}" r="3"/>` : ''
  const colour = palette?.ink ?? 'currentColor'
  return `<g opacity="${round(strength)}" fill="${colour}" stroke="${colour}"><path fill="none" d="${d}"/>${end}</g>`
}

const anchor = { start: 'start', center: 'middle', end: 'end' } as const

function paintLabel({ x, y, text, size, align, tone }: Label, palette?: Palette): string {
  const colour = palette
    ? `fill="${toneColour(palette, tone)}" font-family="monospace"`
    : `class="heap-label is-${tone}"`
  return `<text x="${round(x)}" y="${round(y)}" font-size="${round(size)}" text-anchor="${anchor[align]}" ${colour}>${escaped(text)}</text>`
}
