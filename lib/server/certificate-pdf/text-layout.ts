import 'server-only'
import bidiFactory from 'bidi-js'
import { graphemesOf } from '#lib/schemas/certificate-name.ts'
import { canSet, type FaceName, facesFor, shapeText } from './faces.ts'

const bidi = bidiFactory()

/** A stretch of a line in one typeface and one direction. */
export interface TextRun {
  text: string
  face: FaceName
  /** In em. */
  width: number
}

export interface TextLine {
  /** As it is read. */
  text: string
  /** From left to right. */
  runs: TextRun[]
  /** In em. */
  width: number
}

export interface TextLayout {
  lines: TextLine[]
  /** In points. */
  fontSize: number
  /** From baseline to baseline, in em. */
  leading: number
  language: string | null
}

interface Letter {
  text: string
  /** Null where no typeface of ours has it. */
  face: FaceName | null
}

type Direction = 'ltr' | 'rtl'

/** What is drawn together: a reader's letters, and with them signs that Unicode counts apart (Burmese vowels) and no typeface sets alone. */
function unitsOf(name: string): string[] {
  const units: string[] = []
  for (const letter of graphemesOf(name)) {
    const last = units.at(-1)
    if (last !== undefined && last !== ' ' && /^\p{M}/u.test(letter)) units[units.length - 1] = last + letter
    else units.push(letter)
  }
  return units
}

/** The typeface for each letter. Spaces, hyphens and points go with what stands before them, where that typeface has them. */
function lettersOf(name: string, language: string | null): Letter[] {
  let last: FaceName | null = null
  return unitsOf(name).map((text) => {
    const neutral = !/[\p{L}\p{N}]/u.test(text)
    const faces = facesFor(text)
    const order = neutral && last ? [last, ...faces] : faces
    const face = order.find((candidate) => canSet(text, candidate, language)) ?? null
    last = face ?? last
    return { text, face }
  })
}

/** Rule L2 of the bidirectional algorithm, over whole stretches. */
function inVisualOrder<T extends { level: number }>(runs: T[]): T[] {
  const order = [...runs]
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level >= 1; level -= 1) {
    for (let start = 0; start < order.length; start += 1) {
      let end = start
      while ((order[end]?.level ?? -1) >= level) end += 1
      order.splice(start, end - start, ...order.slice(start, end).reverse())
      start = Math.max(start, end - 1)
    }
  }
  return order
}

function setLine(letters: Letter[], direction: Direction, language: string | null): TextLine {
  const text = letters.map((letter) => letter.text).join('')
  const { levels } = bidi.getEmbeddingLevels(text, direction)
  const stretches: { text: string; face: FaceName; level: number }[] = []
  let at = 0
  for (const letter of letters) {
    const [level, face] = [levels[at] ?? 0, letter.face ?? 'serif']
    const last = stretches.at(-1)
    if (last?.face === face && last.level === level) last.text += letter.text
    else stretches.push({ text: letter.text, face, level })
    at += letter.text.length
  }
  const runs = inVisualOrder(stretches).map(({ text, face, level }) => {
    // HarfBuzz turns and mirrors what it knows to run from right to left; signs without a script of their own it does not.
    const printed =
      level % 2 === 1 && !/\p{L}/u.test(text)
        ? graphemesOf(text)
            .reverse()
            .map((sign) => bidi.getMirroredCharacter(sign) ?? sign)
            .join('')
        : text
    return { text: printed, face, width: shapeText(printed, face, language).width }
  })
  return { text, runs, width: runs.reduce((sum, run) => sum + run.width, 0) }
}

function directionOf(name: string): Direction {
  return bidi.getEmbeddingLevels(name).paragraphs[0]?.level === 1 ? 'rtl' : 'ltr'
}

/** The letters of a name that no typeface of ours can set right; none when it can be printed. */
export function unprintableIn(name: string, language: string | null): string[] {
  const letters = lettersOf(name, language)
  const missing = letters.filter((letter) => letter.face === null).map((letter) => letter.text)
  if (missing.length > 0) return [...new Set(missing)]
  // Letters that are fine alone may ask together for a glyph that is not there.
  const { runs } = setLine(letters, directionOf(name), language)
  return runs.filter(({ text, face }) => !canSet(text, face, language)).map(({ text }) => text)
}

/** Greedy, at spaces; a word that is wider than the line is broken between letters. */
function breakLines(letters: Letter[], widthInEm: number, language: string | null): Letter[][] {
  const lines: Letter[][] = []
  let rest = letters
  while (rest.length > 0) {
    let used = 0
    let fitting = 0
    for (const letter of rest) {
      used += shapeText(letter.text, letter.face ?? 'serif', language).width
      if (used > widthInEm) break
      fitting += 1
    }
    const space =
      fitting < rest.length ? rest.slice(0, fitting + 1).findLastIndex(({ text }) => text === ' ') : -1
    const end = space > 0 ? space : Math.max(fitting, 1)
    lines.push(rest.slice(0, end))
    rest = rest.slice(rest[end]?.text === ' ' ? end + 1 : end)
  }
  return lines
}

/** The box that a text is set into. */
export interface TextBox {
  /** In points, as are the sizes. */
  width: number
  /** Tried for the whole text on one line, the largest first. */
  sizes: readonly number[]
  /** Tried when that would be too small, on as many lines as are allowed. The last is taken in any case. */
  wrappedSizes: readonly [number, ...number[]]
  /** Of all lines together. */
  height: number
  /** From baseline to baseline, in em. */
  leading: number
}

/** Sets a text into a box: on one line as large as it goes, and when that would be small, on several. */
export function layOut(text: string, language: string | null, box: TextBox): TextLayout {
  const letters = lettersOf(text, language)
  const direction = directionOf(text)
  const whole = setLine(letters, direction, language)
  const fontSize = box.sizes.find((size) => whole.width * size <= box.width)
  if (fontSize) return { lines: [whole], fontSize, leading: box.leading, language }

  let layout: TextLayout | null = null
  for (const size of box.wrappedSizes) {
    const lines = breakLines(letters, box.width / size, language).map((line) =>
      setLine(line, direction, language),
    )
    layout = { lines, fontSize: size, leading: box.leading, language }
    if (
      lines.length * size * box.leading <= box.height &&
      lines.every((line) => line.width * size <= box.width)
    )
      break
  }
  return layout ?? { lines: [whole], fontSize: box.wrappedSizes[0], leading: box.leading, language }
}
