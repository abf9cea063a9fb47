import { findReceipt } from '#lib/data/orders/find-receipt.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { AppError, errors } from '#lib/domain/errors.ts'
import { orderNumberSchema } from '#lib/schemas/checkout.ts'

export const dynamic = 'force-dynamic'

const headers = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
}

/** Leads a buyer, or the owner, to the invoice (a PDF) or receipt of an order at the payment provider. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ order: string }> },
): Promise<Response> {
  try {
    const number = orderNumberSchema.safeParse((await params).order)
    if (!number.success) throw new AppError('not_found')
    const location = await findReceipt(await getViewer(), number.data)
    return new Response(null, { status: 303, headers: { ...headers, Location: location } })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    noteRefusal(error.code, { route: 'receipt' })
    return new Response(`${error.message}\n`, { status: errors[error.code].status, headers })
  }
}
