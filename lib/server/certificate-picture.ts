import 'server-only'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { type Achievement, certificateDay, certificateRows } from '#lib/domain/certificate.ts'
import { arenaPattern, type PatternPool } from './certificate-pdf/arena-pattern.ts'
import { accent, ink, memoryColour, muted, rule, ruleStrong } from './certificate-pdf/colours.ts'
import { type FaceName, shapeText } from './certificate-pdf/faces.ts'
import { outlineLines, outlineText } from './certificate-pdf/name-outline.ts'
import { layOut, type TextBox } from './certificate-pdf/text-layout.ts'

/** What sites that show links ask for. */
const pictureSize = { width: 1200, height: 630 } as const

export interface CertificateToDraw extends Achievement {
  id: string
  /** Null where the graduate keeps it to themselves. */
  name: string | null
  nameLanguage: string | null
  issuedAt: Date
  revokedAt: Date | null
  issuer: string
  /** Its page. */
  url: string
}

const paper = '#fcfcfa'
const left = 72
const patternSide = 372
const patternLeft = pictureSize.width - 72 - patternSide
const textWidth = patternLeft - left - 56
const nameBox: TextBox = {
  width: textWidth,
  sizes: [68, 62, 56, 50, 44],
  wrappedSizes: [44, 40, 36, 32, 28, 25],
  height: 112,
  leading: 1.22,
}
const titleBox: TextBox = {
  width: textWidth,
  sizes: [34],
  wrappedSizes: [34, 30, 27, 24],
  height: 84,
  leading: 1.2,
}

const shape = (path: string, fill: string) => `<path d="${path}" fill="${fill}"/>`
const line = (text: string, face: FaceName, x: number, y: number, size: number, fill: string) =>
  shape(outlineText(text, face, { x, y, size }), fill)

function drawPool({ state, sizeClass, filled }: PatternPool, index: number, isGrey: boolean): string {
  const gap = 5
  const side = (patternSide - 7 * gap) / 8
  const x = patternLeft + (index % 8) * (side + gap)
  const y = (pictureSize.height - patternSide) / 2 + Math.floor(index / 8) * (side + gap)
  const square = (height: number, fill: string, edge = '') =>
    `<rect x="${x}" y="${y + side - height}" width="${side}" height="${height}" fill="${fill}"${edge}/>`
  if (sizeClass === undefined) return square(side, 'none', ` stroke="${rule}"`)
  const colour = (shade: 'free' | 'used' | 'full' | 'edge') =>
    isGrey
      ? { free: paper, used: rule, full: ruleStrong, edge: ruleStrong }[shade]
      : memoryColour(sizeClass, shade)
  const edge = ` stroke="${colour(state === 'full' ? 'full' : 'edge')}"`
  return (
    square(side, colour(state === 'full' ? 'full' : 'free'), edge) +
    (state === 'used' ? square(side * (filled ?? 0), colour('used')) : '')
  )
}

/** All text as outlines: no typeface of the machine is needed, and every script is drawn as on the paper. */
function draw(certificate: CertificateToDraw): string {
  const { name, nameLanguage, revokedAt } = certificate
  const parts = arenaPattern(certificate.id).pools.map((pool, index) =>
    drawPool(pool, index, revokedAt !== null),
  )
  parts.push(`<rect x="${left}" y="96" width="${textWidth}" height="1.5" fill="${ink}"/>`)
  parts.push(line(certificate.issuer, 'serif', left, 80, 22, ink))
  const kind = revokedAt ? 'Revoked' : 'Certificate'
  parts.push(line(kind, 'serif', left + textWidth - shapeText(kind, 'serif').width * 22, 80, 22, accent))
  parts.push(line('This certifies that', 'italic', left, 152, 26, muted))
  const nameLayout = layOut(name ?? 'a graduate', nameLanguage, nameBox)
  const nameTop = 168 + nameLayout.fontSize
  parts.push(shape(outlineLines(nameLayout, left, nameTop), revokedAt ? muted : ink))
  const below = nameTop + (nameLayout.lines.length - 1) * nameLayout.fontSize * nameLayout.leading
  const completedAt = below + nameLayout.fontSize * 0.42 + 36
  parts.push(line('has completed the course', 'italic', left, completedAt, 26, muted))
  const titleLayout = layOut(certificate.courseTitle, null, titleBox)
  parts.push(shape(outlineLines(titleLayout, left, completedAt + 18 + titleLayout.fontSize), ink))
  const rows = Object.fromEntries(certificateRows(certificate))
  const shown = [
    certificateDay(certificate.issuedAt),
    `${certificate.lessonCount} lessons`,
    rows.Exercises && `exercises ${rows.Exercises}`,
    rows.Quiz && `quiz ${rows.Quiz}`,
  ].filter(Boolean)
  const said = revokedAt ? `Revoked on ${certificateDay(revokedAt)}: no longer valid` : shown.join('  ·  ')
  const size = Math.min(20, textWidth / shapeText(said, 'serif').width)
  parts.push(line(said, 'serif', left, 508, size, revokedAt ? accent : ink))
  const address = certificate.url.replace(/^https?:\/\//, '')
  parts.push(
    line(address, 'mono', left, 546, Math.min(16, textWidth / shapeText(address, 'mono').width), muted),
  )
  return parts.join('')
}

function drawPrivate(): string {
  const virgin = Array.from({ length: 64 }, (): PatternPool => ({ state: 'virgin' }))
  return (
    virgin.map((pool, index) => drawPool(pool, index, true)).join('') +
    line('Kept private', 'serif', left, 310, 60, ink) +
    line('The graduate shows this certificate to nobody.', 'italic', left, 362, 26, muted)
  )
}

/**
 * The certificate as a picture to share, 1200 × 630; `null` for one that is kept private.
 * @param badge JSON of the Open Badge, carried in the file as Open Badges 3.0 asks (section 5.3: an iTXt chunk)
 */
export async function drawCertificate(
  certificate: CertificateToDraw | null,
  badge: string | null,
): Promise<Buffer> {
  const { width, height } = pictureSize
  const drawing = certificate ? draw(certificate) : drawPrivate()
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${paper}"/>${drawing}</svg>`
  const png = await sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true, effort: 1 }).toBuffer()
  return badge === null ? png : withText(png, 'openbadgecredential', badge)
}

/** Behind the signature of 8 bytes and the chunk IHDR of 25. */
const afterHeader = 33

/** Adds an iTXt chunk: keyword, not compressed, no language, no translated keyword, text. */
function withText(png: Buffer, keyword: string, text: string): Buffer {
  const body = Buffer.concat([Buffer.from(`iTXt${keyword}`), Buffer.alloc(5), Buffer.from(text)])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length - 4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([png.subarray(0, afterHeader), length, body, checksum, png.subarray(afterHeader)])
}
