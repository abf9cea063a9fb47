import { getEvidence } from '#lib/data/owner/get-evidence.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { AppError, errors } from '#lib/domain/errors.ts'
import { orderNumberSchema } from '#lib/schemas/checkout.ts'

export const dynamic = 'force-dynamic'

/** The evidence file of an order as PDF, for the owner. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ order: string }> },
): Promise<Response> {
  const headers = { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' }
  try {
    const viewer = await getViewer()
    if (!viewer) throw new AppError('not_owner')
    const number = orderNumberSchema.safeParse((await params).order)
    if (!number.success) throw new AppError('not_found')
    const file = await getEvidence(viewer, number.data)
    return new Response(new Uint8Array(file), {
      headers: {
        ...headers,
        'Content-Type': 'application/pdf',
        'Content-Disposition': `attachment; filename="evidence-${number.data}.pdf"`,
      },
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    noteRefusal(error.code, { route: 'evidence' })
    return new Response(`${error.message}\n`, { status: errors[error.code].status, headers })
  }
}
