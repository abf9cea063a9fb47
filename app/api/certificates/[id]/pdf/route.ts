import { z } from 'zod'
import { refusal, sendBytes } from '#app/(marketing)/certificates/_lib/answers.ts'
import { printCertificate } from '#lib/data/certificates/print-certificate.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { certificateDay } from '#lib/domain/certificate.ts'

export const dynamic = 'force-dynamic'

const sizeSchema = z.enum(['a4', 'letter']).default('a4')
const route = 'certificate pdf'

/**
 * The certificate as PDF for whoever has its id, on A4 or with `?size=letter` on US Letter; 410 when it was revoked, and 403 for
 * others while the graduate keeps their name or all of it to themselves.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const size = sizeSchema.safeParse(new URL(request.url).searchParams.get('size') ?? undefined)
  if (!size.success) return refusal(route, 'bad_input', 'The size is "a4" or "letter".')
  const { id } = await params
  const viewer = await getViewer()
  const printed = await printCertificate(id, size.data, viewer?.userId ?? null)
  if (!printed) return refusal(route, 'not_found')
  if ('isPrivate' in printed) return refusal(route, 'kept_private')
  if ('revokedAt' in printed) {
    return refusal(
      route,
      'revoked',
      `This certificate was revoked on ${certificateDay(printed.revokedAt)} and is no longer valid. Its page says so too: /certificates/${id}`,
    )
  }
  return sendBytes({
    request,
    body: new Uint8Array(printed.bytes),
    type: 'application/pdf',
    fileName: `Certificate - ${printed.name}.pdf`,
    isPublic: false,
  })
}
