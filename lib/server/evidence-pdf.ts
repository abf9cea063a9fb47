import 'server-only'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'

export interface EvidenceSection {
  title: string
  /** Name and value under each other. */
  rows: [name: string, value: string][]
  /** Said where there are no rows. */
  empty?: string
  text?: string
}

const font = (path: string) => join('node_modules', '@expo-google-fonts', path)
const serif = font('source-serif-4/400Regular/SourceSerif4_400Regular.ttf')
const italic = font('source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf')
const [margin, nameWidth, gap] = [56, 150, 12]

/** A plain file on A4 that a bank's clerk can read and a payment provider takes. */
export async function renderEvidence(title: string, sections: EvidenceSection[]): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin, font: serif, info: { Title: title }, lang: 'en' })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject))
  const width = pdf.page.width - 2 * margin
  const bottom = pdf.page.height - margin

  pdf.fontSize(20).text(title)
  for (const { title: heading, rows, empty, text } of sections) {
    if (pdf.y > bottom - 80) pdf.addPage()
    pdf.moveDown(1.2).font(serif).fontSize(14).text(heading, margin).moveDown(0.4).fontSize(10)
    if (rows.length === 0 && empty) pdf.text(empty, margin)
    for (const [name, value] of rows) {
      const valueWidth = width - nameWidth - gap
      const height = Math.max(
        pdf.heightOfString(name, { width: nameWidth }),
        pdf.heightOfString(value || '–', { width: valueWidth }),
      )
      if (pdf.y + height > bottom) pdf.addPage()
      const y = pdf.y
      pdf.font(italic).text(name, margin, y, { width: nameWidth })
      pdf.font(serif).text(value || '–', margin + nameWidth + gap, y, { width: valueWidth })
      pdf.x = margin
      pdf.y = y + height + 3
    }
    if (text) pdf.moveDown(0.4).text(text, margin, pdf.y, { width })
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}
