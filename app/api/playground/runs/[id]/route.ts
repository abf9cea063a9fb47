import { refuse } from '#app/api/_lib/refuse.ts'
import { openPlaygroundRun } from '#lib/data/playground/open-playground-run.ts'
import { AppError } from '#lib/domain/errors.ts'
import { runIdSchema } from '#lib/schemas/playground-run.ts'

export const dynamic = 'force-dynamic'

const headers = { 'Cache-Control': 'private, no-store' }

/** A kept run, folded, for whoever has its link. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const id = runIdSchema.safeParse((await params).id)
    if (!id.success) throw new AppError('not_found')
    const folded = await openPlaygroundRun(id.data)
    return new Response(folded, { headers: { ...headers, 'Content-Type': 'application/octet-stream' } })
  } catch (error) {
    return refuse(error)
  }
}
