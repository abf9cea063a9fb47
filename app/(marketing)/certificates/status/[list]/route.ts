import { refusal, sendJson } from '#app/(marketing)/certificates/_lib/answers.ts'
import { getStatusList } from '#lib/data/certificates/get-status-list.ts'

export const dynamic = 'force-dynamic'

/** Which badges are revoked at this moment: a BitstringStatusListCredential. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ list: string }> },
): Promise<Response> {
  const { list } = await params
  const found = /^[1-9]\d{0,5}$/.test(list) ? await getStatusList(Number(list)) : null
  if (!found) return refusal('status list', 'not_found')
  return sendJson(request, found, { type: 'application/vc', mayBeKept: true })
}
