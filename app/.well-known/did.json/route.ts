import { getIssuerDocument } from '#lib/data/get-badge.ts'
import { sendJson } from '../../(marketing)/certificates/_lib/answers.ts'

export const dynamic = 'force-dynamic'

/** Who issues the badges, with every key that ever signed one (did:web). */
export async function GET(request: Request): Promise<Response> {
  return sendJson(request, await getIssuerDocument(), { type: 'application/json' })
}
