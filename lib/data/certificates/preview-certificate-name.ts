import 'server-only'
import { needsHanLanguage } from '#lib/schemas/certificate-name.ts'
import { type NameOutline, outlineName } from '#lib/server/certificate-pdf/name-outline.ts'
import { nameBox } from '#lib/server/certificate-pdf/paper.ts'
import type { PrintableName } from './certificate-name.ts'

export interface NamePreview extends PrintableName {
  outline: NameOutline
  /** Whether the learner should say whose shapes the characters take. */
  asksForLanguage: boolean
}

/** How a name will stand on the paper: drawn with the glyphs that are printed. */
export function previewCertificateName({ name, language }: PrintableName): NamePreview {
  return {
    name,
    language,
    outline: outlineName(name, language, nameBox('a4')),
    asksForLanguage: needsHanLanguage(name),
  }
}
