import { audioCache } from '#app/api/_lib/audio-headers.ts'
import { refuse } from '#app/api/_lib/refuse.ts'
import { sendFile } from '#app/api/_lib/send-file.ts'
import { openRecording } from '#lib/data/audio/open-recording.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { attachment } from '#lib/domain/attachment.ts'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ course: string; lesson: string }>
}

/** The recording of a lesson, or a part of it, to who may hear it now. `?download` saves it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { course, lesson } = await params
    const query = new URL(request.url).searchParams
    const address = { courseSlug: course, lessonSlug: lesson }
    const recording = openRecording(await getSession(), address, query.get('ticket') ?? '')
    return sendFile(request, {
      path: recording.path,
      bytes: recording.bytes,
      etag: recording.sha256,
      modifiedAt: recording.recordedAt,
      headers: {
        'Content-Type': 'audio/mp4',
        'Cache-Control': audioCache(recording.isFree),
        ...(query.has('download') && { 'Content-Disposition': attachment(recording.fileName) }),
      },
    })
  } catch (error) {
    return refuse(error)
  }
}

export const HEAD = GET
