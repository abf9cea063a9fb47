import { z } from 'zod'
import { getViewer } from '#lib/data/get-viewer.ts'
import { noteRefusal } from '#lib/data/note-refusal.ts'
import { printCertificate } from '#lib/data/print-certificate.ts'
import { certificateDay } from '#lib/domain/certificate.ts'
import { type ErrorCode, errors } from '#lib/domain/errors.ts'

export const dynamic = 'force-dynamic'

const sizeSchema = z.enum(['a4', 'letter']).default('a4')

/** What may be kept must be asked for again before it is shown: a revoked certificate is not to be had from any cache. */
const cacheControl = 'private, no-cache'

function refusal(code: ErrorCode, message: string = errors[code].message): Response {
  const { status } = errors[code]
  noteRefusal(code, { route: 'certificate pdf' })
  return new Response(`${message}\n`, {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
    },
  })
}

/** The file's name in any script (RFC 6266 with RFC 5987), and in ASCII for who cannot read that. */
function contentDisposition(name: string): string {
  const encoded = encodeURIComponent(`Certificate - ${name.replace(/[/\\:*?"<>|]/g, ' ')}.pdf`).replace(
    /['()]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="certificate.pdf"; filename*=UTF-8''${encoded}`
}

/**
 * The certificate as PDF for whoever has its id, on A4 or with `?size=letter` on US Letter; 410 when it was revoked, and 403 for
 * others while the graduate keeps their name or all of it to themselves.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const size = sizeSchema.safeParse(new URL(request.url).searchParams.get('size') ?? undefined)
  if (!size.success) return refusal('bad_input', 'The size is "a4" or "letter".')
  const { id } = await params
  const viewer = await getViewer()
  const printed = await printCertificate(id, size.data, viewer?.userId ?? null)
  if (!printed) return refusal('not_found')
  if ('isPrivate' in printed) return refusal('kept_private')
  if ('revokedAt' in printed) {
    return refusal(
      'revoked',
      `This certificate was revoked on ${certificateDay(printed.revokedAt)} and is no longer valid. Its page says so too: /certificates/${id}`,
    )
  }
  const etag = `"${printed.hash}"`
  const headers = { ETag: etag, 'Cache-Control': cacheControl, 'X-Robots-Tag': 'noindex' }
  if (request.headers.get('if-none-match')?.includes(etag))
    return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(printed.bytes), {
    headers: {
      ...headers,
      'Content-Type': 'application/pdf',
      'Content-Length': String(printed.bytes.length),
      'Content-Disposition': contentDisposition(printed.name),
    },
  })
}
