import { refusal, sendJson } from '#app/(marketing)/certificates/_lib/answers.ts'
import { getBadge } from '#lib/data/certificates/get-badge.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'

export const dynamic = 'force-dynamic'

/** The Open Badge; with `?own` all of it, for the graduate alone. 410 when it was revoked: the copies out there are found in the status list. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const isOwn = new URL(request.url).searchParams.has('own')
  const badge = await getBadge((await params).id, isOwn ? ((await getViewer())?.userId ?? null) : null)
  if (!badge) return refusal('badge', 'not_found')
  if ('isPrivate' in badge) return refusal('badge', 'kept_private')
  if ('revokedAt' in badge) return refusal('badge', 'revoked')
  return sendJson(request, badge, { type: 'application/vc', fileName: 'Open Badge.json' })
}
