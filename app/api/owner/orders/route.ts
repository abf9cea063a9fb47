import { exportOrders } from '#lib/data/owner/export-orders.ts'
import { orderFilterSchema } from '#lib/data/owner/order-filter.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { errors } from '#lib/domain/errors.ts'

export const dynamic = 'force-dynamic'

/** The orders of a filter as CSV, for the owner; with a byte order mark, by which spreadsheets know that it is UTF-8. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await getViewer()
  if (!viewer?.isOwner) {
    noteRefusal('not_owner', { route: 'orders csv', userId: viewer?.userId ?? null })
    return new Response(`${errors.not_owner.message}\n`, { status: errors.not_owner.status })
  }
  const filter = orderFilterSchema.parse(Object.fromEntries(new URL(request.url).searchParams))
  const lines = await exportOrders(viewer, filter)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode('\uFEFF'))
    },
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
  const day = new Date().toISOString().slice(0, 10)
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="orders-${day}.csv"`,
      'Cache-Control': 'private, no-store',
      'X-Robots-Tag': 'noindex',
    },
  })
}
