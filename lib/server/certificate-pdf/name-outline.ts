import 'server-only'
import { type FaceName, glyphOutline, outlinesOf, shapeText } from './faces.ts'
import { layOut, type TextBox, type TextLayout } from './text-layout.ts'

/** A name as it will stand on the paper, as one SVG path. */
export interface NameOutline {
  path: string
  /** Of the drawing, in points of the paper. */
  width: number
  height: number
}

const number = (value: number) => String(Math.round(value * 100) / 100)

/** Moves and scales a path of absolute M, L, Q, C and Z commands; font units point upwards. */
function placed(path: string, x: number, y: number, scale: number): string {
  let index = 0
  return path.replace(/[MLQCZ]|-?\d+(?:\.\d+)?/g, (token) => {
    if (/[A-Z]/.test(token)) {
      index = 0
      return token
    }
    const value = Number(token) * scale
    index += 1
    return number(index % 2 === 1 ? x + value : y - value)
  })
}

/** A stretch of text in one typeface as path data. @param y of the baseline, downwards as in SVG */
export function outlineText(
  text: string,
  face: FaceName,
  { x, y, size }: { x: number; y: number; size: number },
  language: string | null = null,
): string {
  const scale = size / outlinesOf(face).unitsPerEm
  const parts: string[] = []
  let at = x
  for (const glyph of shapeText(text, face, language).glyphs) {
    const path = glyphOutline(face, glyph.glyph)
    if (path) parts.push(placed(path, at + glyph.xOffset * scale, y - glyph.yOffset * scale, scale))
    at += glyph.xAdvance * scale
  }
  return parts.join('')
}

/** Lines of any script as path data. @param y of the first baseline */
export function outlineLines(
  { lines, fontSize, leading, language }: TextLayout,
  left: number,
  y: number,
): string {
  return lines
    .map((line, index) => {
      let x = left
      return line.runs
        .map(({ text, face, width }) => {
          const path = outlineText(
            text,
            face,
            { x, y: y + fontSize * index * leading, size: fontSize },
            language,
          )
          x += width * fontSize
          return path
        })
        .join('')
    })
    .join('')
}

/** A name drawn with the very glyphs of the PDF. */
export function outlineName(name: string, language: string | null, box: TextBox): NameOutline {
  const layout = layOut(name, language, box)
  const { fontSize, leading, lines } = layout
  return {
    path: outlineLines(layout, 0, fontSize * 1.1),
    width: Math.ceil(Math.max(...lines.map((line) => line.width)) * fontSize),
    height: Math.ceil(fontSize * (1.5 + (lines.length - 1) * leading)),
  }
}
