import { readLimitedJson } from '#app/api/_lib/read-limited.ts'
import { refuse } from '#app/api/_lib/refuse.ts'
import { requireSameOrigin } from '#app/api/_lib/require-same-origin.ts'
import { recordLessonProgress } from '#lib/data/course/record-lesson-progress.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { progressBodySchema } from '#lib/schemas/progress.ts'

export const dynamic = 'force-dynamic'

const headers = { 'Cache-Control': 'private, no-store' }
/** Fifty reports are about 15 KB. */
const largestBody = 32 * 1024

/** Takes what a browser read since its last word: see `recordLessonProgress`. */
export async function POST(request: Request): Promise<Response> {
  try {
    requireSameOrigin(request)
    const parsed = progressBodySchema.safeParse(await readLimitedJson(request, largestBody))
    if (!parsed.success) throw new AppError('bad_input')
    const session = await getSession()
    if (!session) throw new AppError('sign_in_required')
    return Response.json({ outcomes: await recordLessonProgress(session, parsed.data) }, { headers })
  } catch (error) {
    return refuse(error)
  }
}
