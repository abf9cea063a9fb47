import 'server-only'
import type { PlacedGlyph } from './faces.ts'

/**
 * The part of pdfkit's embedded typeface that is used here. It is not public: the version is pinned, and tests read the
 * printed names back. Its public `text()` shapes by itself, which is wrong for several scripts (ADR 0009).
 */
interface EmbeddedFont {
  id: string
  /** Thousandths of an em for each unit of the typeface. */
  scale: number
  font: { getGlyph(id: number): { advanceWidth: number } }
  subset: { includeGlyph(glyph: number): number }
  /** By number in the subset. */
  widths: number[]
  /** What each glyph is when it is copied, as code points. */
  unicode: number[][]
  ref(): unknown
}

interface Internals {
  _font: EmbeddedFont
  page: { height: number; fonts: Record<string, unknown> }
}

const number = (value: number) => String(Math.round(value * 1000) / 1000)
const hex = (glyph: number) => glyph.toString(16).padStart(4, '0')
/** UTF-16 with a byte order mark, as PDF wants text that is not ASCII. */
const pdfText = (text: string) =>
  `<feff${Array.from({ length: text.length }, (_, index) => hex(text.charCodeAt(index))).join('')}>`

interface Place {
  x: number
  /** Of the baseline, from the top. */
  y: number
  size: number
}

interface Cluster {
  letters: string
  glyphs: PlacedGlyph[]
}

/** Glyphs that stand for the same letters, in the order in which they are drawn. */
function clustersOf(text: string, glyphs: readonly PlacedGlyph[]): Cluster[] {
  const starts = [...new Set(glyphs.map((glyph) => glyph.cluster)), text.length].sort((a, b) => a - b)
  const clusters: Cluster[] = []
  let last = -1
  for (const glyph of glyphs) {
    if (glyph.cluster !== last) {
      const end = starts.find((start) => start > glyph.cluster)
      clusters.push({ letters: text.slice(glyph.cluster, end), glyphs: [] })
    }
    clusters.at(-1)?.glyphs.push(glyph)
    last = glyph.cluster
  }
  return clusters
}

/**
 * Draws shaped text with the document's current typeface and colour. Where one glyph is not simply its letter (ligatures,
 * vowels that stand before their consonant), the letters are written beside it, so that copying, searching and reading
 * aloud give the text and not its drawing.
 */
export function showGlyphs(
  document: PDFKit.PDFDocument,
  text: string,
  glyphs: readonly PlacedGlyph[],
  { x, y, size }: Place,
): void {
  const { _font: font, page } = document as unknown as Internals
  page.fonts[font.id] ??= font.ref()
  const toPoints = (font.scale * size) / 1000
  // Upright coordinates for the whole of it: readers place the letters beside a glyph by those that hold at the end.
  document.save().transform(1, 0, 0, -1, 0, page.height)
  const baseline = page.height - y
  const lines: string[] = []
  const write = (line: string) => lines.push(line)
  let at = x
  for (const { letters, glyphs: drawn } of clustersOf(text, glyphs)) {
    const codePoints = Array.from(letters, (letter) => letter.codePointAt(0) ?? 0)
    const included = drawn.map((glyph) => {
      const id = font.subset.includeGlyph(glyph.glyph)
      font.widths[id] ??= font.font.getGlyph(glyph.glyph).advanceWidth * font.scale
      font.unicode[id] ??= codePoints
      return { ...glyph, id }
    })
    const [only] = included
    const plain = included.length === 1 && only && String(font.unicode[only.id]) === String(codePoints)
    if (!plain) write(`/Span << /ActualText ${pdfText(letters)} >> BDC`)
    write('BT')
    write(`/${font.id} ${number(size)} Tf`)
    for (const { id, xAdvance, xOffset, yOffset } of included) {
      write(
        `1 0 0 1 ${number(at + xOffset * toPoints)} ${number(baseline + yOffset * toPoints)} Tm <${hex(id)}> Tj`,
      )
      at += xAdvance * toPoints
    }
    write('ET')
    if (!plain) write('EMC')
  }
  document.addContent(lines.join('\n'))
  document.restore()
}
