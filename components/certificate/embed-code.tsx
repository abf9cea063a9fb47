import { pictureAddress } from '#lib/domain/certificate.ts'
import { CopyField } from './copy-field.tsx'

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

interface EmbedCodeProps {
  certificate: { url: string; name: string | null; courseTitle: string }
}

/** A link around a picture of ours: it runs nothing on the other page, and shows a revocation by itself. */
export function EmbedCode({ certificate: { url, name, courseTitle } }: EmbedCodeProps) {
  const alt = `Certificate${name === null ? '' : ` of ${name}`}: ${courseTitle}`
  const code = `<a href="${url}"><img src="${pictureAddress(url)}" alt="${escaped(alt)}" width="600" height="315"></a>`
  return <CopyField label="To show it on a page of your own (HTML)" value={code} mono />
}
