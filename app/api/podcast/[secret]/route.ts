import { refuse } from '#app/api/_lib/refuse.ts'
import { getPodcast } from '#lib/data/audio/get-podcast.ts'
import { toRss } from '#lib/domain/podcast.ts'

export const dynamic = 'force-dynamic'

/** A learner's private feed, for a podcast app: the secret in the address is the key. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ secret: string }> },
): Promise<Response> {
  try {
    const rss = toRss(await getPodcast((await params).secret))
    return new Response(rss, {
      headers: {
        'Content-Type': 'application/rss+xml; charset=utf-8',
        'Cache-Control': 'private, no-cache',
        'X-Robots-Tag': 'noindex',
      },
    })
  } catch (error) {
    return refuse(error)
  }
}

export const HEAD = GET
