import 'server-only'
import { create as createQrCode } from 'qrcode'
import { type CertificateFacts, certificateDay, certificateRows } from '#lib/domain/certificate.ts'
import { type ArenaPattern, arenaPattern } from './arena-pattern.ts'
import { accent, ink, memoryColour, muted, rule, ruleStrong } from './colours.ts'
import { shapeText } from './faces.ts'
import { edge, marginColumn, nameBox, type PaperSize, paperSizes } from './paper.ts'
import { Sheet, type TextStyle } from './sheet.ts'
import { layOut } from './text-layout.ts'

export interface CertificateToPrint extends CertificateFacts {
  /** The certificate's page, which the QR code leads to. */
  url: string
  issuer: string
}

const patternSide = 258
const factHeight = 16
const qrSide = 84

const note: TextStyle = { face: 'mono', size: 7.2, colour: muted }
const lead: TextStyle = { face: 'italic', size: 14, colour: muted }
const label: TextStyle = { face: 'serif', size: 10.5, colour: muted }
const value: TextStyle = { face: 'serif', size: 10.5, colour: ink }

/** Where each fact lies if the certificate were laid out in memory, every one on the next multiple of 16 as all blocks are. */
function offsetsOf(fields: readonly string[]): string[] {
  let offset = 0
  return fields.map((field) => {
    const at = offset
    offset += 16 * Math.ceil((Buffer.byteLength(field) + 1) / 16)
    return `+0x${at.toString(16).padStart(2, '0')}`
  })
}

/** The certificate as a PDF: the same bytes for the same facts and paper. */
export async function renderCertificate(certificate: CertificateToPrint, paper: PaperSize): Promise<Buffer> {
  const { width, height } = paperSizes[paper]
  const day = certificateDay(certificate.issuedAt)
  const sheet = new Sheet({
    width,
    height,
    title: `Certificate of completion: ${certificate.courseTitle}`,
    author: certificate.issuer,
    subject: `${certificate.name} completed ${certificate.courseTitle} on ${day}`,
    keywords: `certificate, ${certificate.id}`,
    createdAt: certificate.issuedAt,
  })
  const facts = certificateRows(certificate)
  const [nameOffset, courseOffset, factsOffset, idOffset] = offsetsOf([
    certificate.name,
    certificate.courseTitle,
    facts.map(([, text]) => text).join(''),
    certificate.id,
  ])
  const left = edge + marginColumn
  const right = width - edge
  const margin = (text: string, y: number) => sheet.decoration(() => sheet.text(text, edge, y, note))

  sheet.decoration(() => {
    drawMark(sheet, edge, 41)
    sheet.hairline(edge, 66, right, 66, ink, 0.75)
    sheet.hairline(left - 20, 66, left - 20, height - 62, rule)
    sheet.hairline(edge, height - 62, right, height - 62, rule)
  })
  sheet.element('P', {}, () => sheet.text(certificate.issuer, edge + 24, 55, { ...value, size: 12 }))
  sheet.element('H1', {}, () =>
    sheet.textEndingAt('Certificate of completion', right, 55, { ...value, size: 12, colour: accent }),
  )

  const name = layOut(certificate.name, certificate.nameLanguage, nameBox(paper))
  sheet.element('P', {}, () => sheet.text('This certifies that', left, 99, lead))
  const nameTop = 99 + 20 + name.fontSize * 0.92
  margin(`${nameOffset} name`, nameTop)
  let y = nameTop
  sheet.element('P', {}, () => {
    y = sheet.lines(name, left, nameTop, ink)
  })

  const bodyWidth = right - left - patternSide - 30
  y += name.fontSize * 0.32 + 26
  sheet.element('P', {}, () => sheet.text('has completed the course', left, y, lead))
  const title = layOut(certificate.courseTitle, null, {
    width: bodyWidth,
    sizes: [24],
    wrappedSizes: [24, 22, 20, 18, 16],
    height: 62,
    leading: 1.2,
  })
  const titleTop = y + 14 + title.fontSize
  margin(`${courseOffset} course`, titleTop)
  sheet.element('P', {}, () => {
    y = sheet.lines(title, left, titleTop, ink)
  })

  const factsTop = Math.max(y + 28, height - 62 - 22 - qrSide - 24 - facts.length * factHeight)
  margin(`${factsOffset} facts`, factsTop)
  facts.forEach(([name_, text], index) => {
    const baseline = factsTop + index * factHeight
    sheet.element('P', {}, () => {
      sheet.text(`${name_} `, left, baseline, label)
      sheet.text(text, left + 74, baseline, value)
    })
    sheet.decoration(() => sheet.hairline(left, baseline + 5, left + bodyWidth, baseline + 5, rule))
  })

  const checkTop = height - 62 - 22 - qrSide
  margin(`${idOffset} id`, checkTop + 10)
  sheet.element('Figure', { alt: `QR code of ${certificate.url}` }, () =>
    drawQrCode(sheet, certificate.url, left, checkTop, qrSide),
  )
  const checkLeft = left + qrSide + 16
  sheet.element('P', {}, () => sheet.text('Anyone can check it at', checkLeft, checkTop + 30, label))
  const address = certificate.url.replace(/^https?:\/\//, '')
  sheet.link(certificate.url, address, checkLeft, checkTop + 46, {
    ...note,
    size: Math.min(8.2, (left + bodyWidth - checkLeft) / shapeText(address, note.face).width),
    colour: ink,
  })
  sheet.element('P', {}, () =>
    sheet.text('The page shows whether it still stands.', checkLeft, checkTop + 62, label),
  )

  const pattern = arenaPattern(certificate.id)
  const patternTop = height - 62 - 22 - patternSide
  sheet.element(
    'Figure',
    { alt: 'Drawing of a memory arena with 64 pools, made from the certificate’s id' },
    () => drawPattern(sheet, pattern, right - patternSide, patternTop, patternSide),
  )
  sheet.element('P', {}, () => sheet.text(`id ${certificate.id}`, edge, height - 46, note))
  sheet.element('P', {}, () =>
    sheet.textEndingAt(
      `arena: 64 pools after the ${pattern.requests.toLocaleString('en')} requests that follow from this id`,
      right,
      height - 46,
      note,
    ),
  )
  return sheet.finish()
}

/** The site's mark: an arena in small. */
function drawMark(sheet: Sheet, x: number, y: number): void {
  const pools = [1, 1, 2, 2, 1, 2, 1, 0, 2, 1, 0, 0, 0, 0, 0, 0]
  pools.forEach((state, index) => {
    const colour = state === 2 ? ink : state === 1 ? ruleStrong : '#ffffff'
    sheet.document
      .rect(x + (index % 4) * 4.2, y + Math.floor(index / 4) * 4.2, 3.6, 3.6)
      .lineWidth(0.35)
      .fillAndStroke(colour, ink)
  })
}

function drawPattern(sheet: Sheet, pattern: ArenaPattern, x: number, y: number, side: number): void {
  const gap = 3.4
  const cell = (side - 7 * gap) / 8
  pattern.pools.forEach(({ sizeClass, state, filled }, index) => {
    const [left, top] = [x + (index % 8) * (cell + gap), y + Math.floor(index / 8) * (cell + gap)]
    const { document } = sheet
    if (sizeClass === undefined) {
      document.rect(left, top, cell, cell).lineWidth(0.5).strokeColor(rule).stroke()
      return
    }
    document.rect(left, top, cell, cell).fill(memoryColour(sizeClass, state === 'full' ? 'full' : 'free'))
    if (state === 'used') {
      const level = cell * (filled ?? 0)
      document.rect(left, top + cell - level, cell, level).fill(memoryColour(sizeClass, 'used'))
    }
    document
      .rect(left, top, cell, cell)
      .lineWidth(0.5)
      .strokeColor(memoryColour(sizeClass, state === 'full' ? 'full' : 'edge'))
      .stroke()
  })
}

/** One path for the whole code. */
function drawQrCode(sheet: Sheet, text: string, x: number, y: number, side: number): void {
  const { modules } = createQrCode(text, { errorCorrectionLevel: 'M' })
  const module_ = side / modules.size
  for (let row = 0; row < modules.size; row += 1) {
    for (let start = 0; start < modules.size; start += 1) {
      let end = start
      while (end < modules.size && modules.get(row, end)) end += 1
      if (end > start)
        sheet.document.rect(x + start * module_, y + row * module_, (end - start) * module_, module_)
      start = end
    }
  }
  sheet.document.fill(ink)
}
