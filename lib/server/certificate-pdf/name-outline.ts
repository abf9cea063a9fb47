import 'server-only'
import { glyphOutline, outlinesOf, shapeText } from './faces.ts'
import { layOut, type TextBox } from './text-layout.ts'

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

/** A name drawn with the very glyphs of the PDF. */
export function outlineName(name: string, language: string | null, box: TextBox): NameOutline {
  const layout = layOut(name, language, box)
  const { fontSize, leading, lines } = layout
  const parts: string[] = []
  lines.forEach((line, index) => {
    let x = 0
    const baseline = fontSize * (1.1 + index * leading)
    for (const run of line.runs) {
      const scale = fontSize / outlinesOf(run.face).unitsPerEm
      for (const glyph of shapeText(run.text, run.face, language).glyphs) {
        const path = glyphOutline(run.face, glyph.glyph)
        if (path) parts.push(placed(path, x + glyph.xOffset * scale, baseline - glyph.yOffset * scale, scale))
        x += glyph.xAdvance * scale
      }
    }
  })
  const width = Math.max(...lines.map((line) => line.width)) * fontSize
  return {
    path: parts.join(''),
    width: Math.ceil(width),
    height: Math.ceil(fontSize * (1.5 + (lines.length - 1) * leading)),
  }
}
