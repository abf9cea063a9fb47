import { checkHealth } from '#lib/data/site/check-health.ts'

export const dynamic = 'force-dynamic'

/** 200 while the site can do its work, 503 while it cannot. */
export async function GET() {
  const health = await checkHealth()
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}
