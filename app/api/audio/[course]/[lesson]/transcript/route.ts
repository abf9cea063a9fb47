import { z } from 'zod'
import { audioCache } from '#app/api/_lib/audio-headers.ts'
import { refuse } from '#app/api/_lib/refuse.ts'
import { openTranscript } from '#lib/data/audio/open-recording.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { attachment } from '#lib/domain/attachment.ts'
import { AppError } from '#lib/domain/errors.ts'
import { toPlainText, toWebVtt } from '#lib/domain/narration/transcript.ts'

export const dynamic = 'force-dynamic'

const formats = {
  txt: { type: 'text/plain; charset=utf-8', write: toPlainText },
  vtt: { type: 'text/vtt; charset=utf-8', write: toWebVtt },
}
const formatSchema = z.enum(['txt', 'vtt']).default('txt')

interface Context {
  params: Promise<{ course: string; lesson: string }>
}

/** What is said in a lesson, as text (`?format=txt`) or with times (`?format=vtt`). */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { course, lesson } = await params
    const format = formatSchema.safeParse(new URL(request.url).searchParams.get('format') ?? undefined)
    if (!format.success) throw new AppError('bad_input', 'The format is "txt" or "vtt".')
    const { sentences, isFree } = openTranscript(await getSession(), course, lesson)
    const { type, write } = formats[format.data]
    return new Response(write(sentences), {
      headers: {
        'Content-Type': type,
        'Cache-Control': audioCache(isFree),
        'Content-Disposition': attachment(`${lesson}.${format.data}`),
      },
    })
  } catch (error) {
    return refuse(error)
  }
}
