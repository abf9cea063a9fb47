import { readLimitedBytes } from '#app/api/_lib/read-limited.ts'
import { refuse } from '#app/api/_lib/refuse.ts'
import { requireSameOrigin } from '#app/api/_lib/require-same-origin.ts'
import { keepPlaygroundRun } from '#lib/data/playground/keep-playground-run.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { MAX_KEPT_BYTES, runTitleSchema } from '#lib/schemas/playground-run.ts'

export const dynamic = 'force-dynamic'

const headers = { 'Cache-Control': 'private, no-store' }

/** Keeps the run in the body in the learner's account, under the title in the address: see `keepPlaygroundRun`. */
export async function POST(request: Request): Promise<Response> {
  try {
    requireSameOrigin(request)
    const title = runTitleSchema.safeParse(new URL(request.url).searchParams.get('title'))
    if (!title.success) throw new AppError('bad_input', title.error.issues[0]?.message)
    const folded = await readLimitedBytes(request, MAX_KEPT_BYTES)
    if (!folded) throw new AppError('too_large')
    const id = await keepPlaygroundRun(await getSession(), title.data, folded)
    return Response.json({ id }, { status: 201, headers })
  } catch (error) {
    return refuse(error)
  }
}
