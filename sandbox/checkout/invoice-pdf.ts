import PDFDocument from 'pdfkit'
import { money } from '../stripe/money.ts'
import type { Invoice } from '../stripe/types.ts'

/** What `invoice_pdf` leads to: the same as the invoice's page, to be kept. */
export async function invoicePdf(invoice: Invoice): Promise<Uint8Array<ArrayBuffer>> {
  const { currency, customer_address: address } = invoice
  const document = new PDFDocument({ size: 'A4', info: { Title: `Invoice ${invoice.number}` } })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve)
    document.on('error', reject)
  })
  document.fontSize(20).text('Invoice').fontSize(11).moveDown()
  const lines = [
    `Number ${invoice.number}`,
    `Paid ${new Date(invoice.created * 1000).toISOString().slice(0, 10)}`,
    invoice.customer_name,
    address?.line1,
    [address?.postal_code, address?.city, address?.country].filter(Boolean).join(' '),
    invoice.customer_email,
    ...(invoice.customer_tax_ids ?? []).map(({ value }) => value && `VAT id ${value}`),
    ...invoice.lines.data.map((line) => `${line.description}: ${money(line.subtotal, currency)}`),
    `Total ${money(invoice.total, currency)}`,
  ]
  for (const line of lines) if (line) document.text(line)
  document.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}
