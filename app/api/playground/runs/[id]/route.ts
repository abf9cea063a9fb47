import { NextResponse } from 'next/server'
import { toFailure } from '#lib/data/actions.ts'
import { openPlaygroundRun } from '#lib/data/open-playground-run.ts'
import { AppError, errors } from '#lib/domain/errors.ts'
import { runIdSchema } from '#lib/schemas/playground-run.ts'

export const dynamic = 'force-dynamic'

const headers = { 'Cache-Control': 'private, no-store' }

/** A kept run, folded, for whoever has its link. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<NextResponse> {
  try {
    const id = runIdSchema.safeParse((await params).id)
    if (!id.success) throw new AppError('not_found')
    const folded = await openPlaygroundRun(id.data)
    return new NextResponse(folded, { headers: { ...headers, 'Content-Type': 'application/octet-stream' } })
  } catch (error) {
    const { code, message } = toFailure(error)
    return NextResponse.json({ code, message }, { status: errors[code].status, headers })
  }
}
