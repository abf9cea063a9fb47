import { sendJson } from '#app/(marketing)/certificates/_lib/answers.ts'
import { getIssuerDocument } from '#lib/data/certificates/get-badge.ts'

export const dynamic = 'force-dynamic'

/** Who issues the badges, with every key that ever signed one (did:web). */
export async function GET(request: Request): Promise<Response> {
  return sendJson(request, await getIssuerDocument(), { type: 'application/json' })
}
