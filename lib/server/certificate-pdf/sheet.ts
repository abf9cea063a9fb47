import 'server-only'
import PDFDocument from 'pdfkit'
import { type FaceName, outlinesOf, shapeText } from './faces.ts'
import { showGlyphs } from './show-glyphs.ts'
import type { TextLayout } from './text-layout.ts'

export interface SheetOptions {
  width: number
  height: number
  title: string
  author: string
  subject: string
  keywords: string
  /** The only date in the file, so that the same certificate is the same bytes whenever it is printed. */
  createdAt: Date
}

/** Says that the file is PDF/UA-1 as well; PDF/A wants the words for that explained. */
const accessible = `
  <rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
      </rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
`

export interface TextStyle {
  face: FaceName
  size: number
  colour: string
}

/** One tagged page of PDF/A: everything on it belongs to its structure or is marked as decoration. */
export class Sheet {
  readonly document: PDFKit.PDFDocument
  private readonly structure: PDFKit.PDFStructureElement
  private readonly finished: Promise<Buffer>
  private readonly registered = new Set<FaceName>()

  constructor(options: SheetOptions) {
    this.document = new PDFDocument({
      size: [options.width, options.height],
      margin: 0,
      pdfVersion: '1.7',
      subset: 'PDF/A-2a',
      tagged: true,
      lang: 'en',
      displayTitle: true,
      // None to begin with, where pdfkit would take Helvetica, which it cannot embed.
      font: null as unknown as string,
      info: {
        Title: options.title,
        Author: options.author,
        Subject: options.subject,
        Keywords: options.keywords,
        Creator: options.author,
        Producer: 'pdfkit',
        CreationDate: options.createdAt,
        ModDate: options.createdAt,
      },
    })
    const chunks: Uint8Array[] = []
    this.finished = new Promise((resolve, reject) => {
      this.document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
      this.document.on('end', () => resolve(Buffer.concat(chunks)))
      this.document.on('error', reject)
    })
    ;(this.document as unknown as { appendXML(xml: string): void }).appendXML(accessible)
    this.structure = this.document.struct('Document')
    this.document.addStructure(this.structure)
  }

  /** A part of the content, read in the order of the calls. */
  element(type: string, options: { alt?: string; lang?: string }, draw: () => void): void {
    this.structure.add(this.document.struct(type, options, [draw]))
  }

  /** Lines and other decoration, which nobody needs read out. */
  decoration(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' })
    draw()
    this.document.endMarkedContent()
  }

  /** @param y of the baseline, from the top */
  text(text: string, x: number, y: number, style: TextStyle, language: string | null = null): void {
    this.use(style.face).fillColor(style.colour)
    showGlyphs(this.document, text, shapeText(text, style.face, language).glyphs, { x, y, size: style.size })
  }

  /** Under a name of its own pdfkit finds a typeface again without comparing it with the others. */
  private use(face: FaceName): PDFKit.PDFDocument {
    if (!this.registered.has(face)) this.document.registerFont(face, embeddable(face))
    this.registered.add(face)
    return this.document.font(face)
  }

  /** Ends at `right` instead of beginning somewhere. */
  textEndingAt(text: string, right: number, y: number, style: TextStyle): void {
    this.text(text, right - shapeText(text, style.face).width * style.size, y, style)
  }

  /**
   * Lines of any script.
   * @returns the baseline of the last line
   */
  lines(layout: TextLayout, x: number, y: number, colour: string): number {
    const { fontSize: size, leading, language } = layout
    layout.lines.forEach((line, index) => {
      let at = x
      for (const run of line.runs) {
        this.text(run.text, at, y + index * size * leading, { face: run.face, size, colour }, language)
        at += run.width * size
      }
    })
    return y + (layout.lines.length - 1) * size * leading
  }

  /** Text that leads somewhere. */
  link(url: string, text: string, x: number, y: number, style: TextStyle): void {
    const element = this.document.struct('Link', { alt: url }, [
      () => {
        this.text(text, x, y, style)
        const width = shapeText(text, style.face).width * style.size
        const annotation = { Contents: new String(url), structParent: element }
        this.document.link(
          x,
          y - style.size,
          width,
          style.size * 1.3,
          url,
          // The type definitions know neither of the two.
          annotation as unknown as PDFKit.Mixins.AnnotationOption,
        )
      },
    ])
    this.structure.add(element)
  }

  hairline(x1: number, y1: number, x2: number, y2: number, colour: string, width = 0.5): void {
    this.document.moveTo(x1, y1).lineTo(x2, y2).lineWidth(width).strokeColor(colour).stroke()
  }

  async finish(): Promise<Buffer> {
    this.structure.end()
    this.document.end()
    return this.finished
  }
}

/** pdfkit takes an opened typeface wherever it takes a path; its type definitions do not know that. */
function embeddable(face: FaceName): string {
  return outlinesOf(face) as unknown as string
}
