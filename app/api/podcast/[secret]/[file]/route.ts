import { refuse } from '#app/api/_lib/refuse.ts'
import { sendFile } from '#app/api/_lib/send-file.ts'
import { openEpisode, openEpisodeText } from '#lib/data/audio/get-podcast.ts'
import { AppError } from '#lib/domain/errors.ts'
import { toWebVtt } from '#lib/domain/narration/transcript.ts'
import { toChapters } from '#lib/domain/podcast.ts'

export const dynamic = 'force-dynamic'

const headers = { 'Cache-Control': 'private, no-cache', 'X-Robots-Tag': 'noindex' }

/** An episode's recording (`.m4a`), transcript (`.vtt`) or chapters (`.json`). */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ secret: string; file: string }> },
): Promise<Response> {
  try {
    const { secret, file } = await params
    const [, slug, ending] = /^([a-z0-9-]{1,100})\.(m4a|vtt|json)$/.exec(file) ?? []
    if (!slug) throw new AppError('not_found')
    if (ending === 'm4a') {
      const { path, bytes, sha256, recordedAt } = await openEpisode(secret, slug)
      const type = { 'Content-Type': 'audio/x-m4a' }
      return sendFile(request, {
        path,
        bytes,
        etag: sha256,
        modifiedAt: recordedAt,
        headers: { ...headers, ...type },
      })
    }
    const sentences = await openEpisodeText(secret, slug)
    return ending === 'vtt'
      ? new Response(toWebVtt(sentences), {
          headers: { ...headers, 'Content-Type': 'text/vtt; charset=utf-8' },
        })
      : Response.json(toChapters(sentences), {
          headers: { ...headers, 'Content-Type': 'application/json+chapters' },
        })
  } catch (error) {
    return refuse(error)
  }
}

export const HEAD = GET
