import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font as OutlineFont } from 'fontkit'
import {
  Blob,
  ClusterLevel,
  Face,
  Feature,
  Font as ShapingFont,
  shape,
  Buffer as TextBuffer,
} from 'harfbuzzjs'

const npm = (path: string) => join('node_modules', '@expo-google-fonts', path)

/** Whole typefaces, not the slices made for the web: a name may need any of their letters. */
const files = {
  serif: npm('source-serif-4/400Regular/SourceSerif4_400Regular.ttf'),
  italic: npm('source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf'),
  mono: npm('jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf'),
  arabic: npm('noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf'),
  hebrew: npm('noto-serif-hebrew/400Regular/NotoSerifHebrew_400Regular.ttf'),
  devanagari: npm('noto-serif-devanagari/400Regular/NotoSerifDevanagari_400Regular.ttf'),
  thai: npm('sarabun/400Regular/Sarabun_400Regular.ttf'),
  cjk: join('assets', 'fonts', 'NotoSerifCJK-names.otf'),
} as const

/** One of those, or Noto's typeface for a script by the script's ISO 15924 code: "noto/Beng". */
export type FaceName = keyof typeof files | `noto/${string}`

/** Where a letter is looked for, in this order. Latin, Cyrillic, Greek and Vietnamese are the first's; the last has their rare letters. */
const faceOrder: readonly FaceName[] = ['serif', 'arabic', 'hebrew', 'devanagari', 'thai', 'cjk', 'noto/Latn']

const notoFolder = join('assets', 'fonts', 'noto')
let notoScripts: { face: FaceName; script: RegExp }[] | undefined

/** The scripts that only Noto has, from the files that are there. */
function scriptsOfNoto() {
  notoScripts ??= readdirSync(join(process.cwd(), notoFolder))
    .filter((file) => file.endsWith('.ttf') && file !== 'Latn.ttf')
    .map((file) => {
      const code = file.slice(0, -'.ttf'.length)
      return { face: `noto/${code}` as const, script: new RegExp(`\\p{Script=${code}}`, 'u') }
    })
  return notoScripts
}

/** The typefaces that may have a letter, the best first: its own script's alone, where it has one, so that no other is loaded for it. */
export function facesFor(letter: string): readonly FaceName[] {
  const own = scriptsOfNoto().find(({ script }) => script.test(letter))
  return own ? [own.face] : faceOrder
}

const isNoto = (name: FaceName): name is `noto/${string}` => name.startsWith('noto/')

interface LoadedFace {
  outlines: OutlineFont
  shaper: ShapingFont
}

// Loaded when first needed, once a process: the file of the Chinese, Japanese and Korean names alone has 19 MB.
const loaded = new Map<FaceName, LoadedFace>()

function load(name: FaceName): LoadedFace {
  const known = loaded.get(name)
  if (known) return known
  const path = isNoto(name) ? join(notoFolder, `${name.slice('noto/'.length)}.ttf`) : files[name]
  const bytes = readFileSync(join(process.cwd(), path))
  const outlines = create(bytes)
  if ('fonts' in outlines) throw new Error(`${path} is a collection, not a typeface.`)
  const face = { outlines, shaper: new ShapingFont(new Face(new Blob(bytes), 0)) }
  loaded.set(name, face)
  return face
}

/** A glyph in its place; lengths in the typeface's units. */
export interface PlacedGlyph {
  glyph: number
  /** Where its letters begin in the text, in UTF-16 units. */
  cluster: number
  xAdvance: number
  xOffset: number
  yOffset: number
}

export interface ShapedText {
  glyphs: PlacedGlyph[]
  /** In em. */
  width: number
}

// Letters stay letters in addresses: "://" is no arrow.
const lettersApart = [new Feature('calt', 0)]

/** Glyphs from left to right, by HarfBuzz: joined, stacked, reordered and mirrored as the script asks. */
export function shapeText(text: string, name: FaceName, language: string | null = null): ShapedText {
  const { shaper, outlines } = load(name)
  const buffer = new TextBuffer()
  buffer.addText(text)
  buffer.guessSegmentProperties()
  buffer.setLanguage(language ?? 'en')
  // Signs on a letter keep their own place in the text, so that they can be copied one by one.
  buffer.setClusterLevel(ClusterLevel.MONOTONE_CHARACTERS)
  shape(shaper, buffer, name === 'mono' ? lettersApart : undefined)
  const infos = buffer.getGlyphInfos()
  const positions = buffer.getGlyphPositions()
  const glyphs = infos.map(({ codepoint: glyph, cluster }, index) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {}
    return { glyph, cluster, xAdvance, xOffset, yOffset }
  })
  return { glyphs, width: glyphs.reduce((sum, { xAdvance }) => sum + xAdvance, 0) / outlines.unitsPerEm }
}

const dottedCircle = 0x25cc

/** Whether this typeface has every letter of the text, and no sign that would hang on nothing. */
export function canSet(text: string, name: FaceName, language: string | null): boolean {
  const orphan = load(name).outlines.glyphForCodePoint(dottedCircle).id
  return shapeText(text, name, language).glyphs.every(({ glyph }) => glyph !== 0 && glyph !== orphan)
}

/** The outline of a glyph as SVG path data in the typeface's units, upwards. */
export function glyphOutline(name: FaceName, glyph: number): string {
  return load(name).shaper.glyphToPath(glyph)
}

/** The typeface as pdfkit embeds it. */
export function outlinesOf(name: FaceName): OutlineFont {
  return load(name).outlines
}
