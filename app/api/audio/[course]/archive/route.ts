import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { downloadZip, predictLength } from 'client-zip'
import { refuse } from '#app/api/_lib/refuse.ts'
import { listRecordings } from '#lib/data/audio/list-recordings.ts'
import type { OpenRecording } from '#lib/data/audio/open-recording.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { attachment } from '#lib/domain/attachment.ts'

export const dynamic = 'force-dynamic'

/** Each file is opened when its turn comes, not all at once. */
function* opened(recordings: readonly OpenRecording[]) {
  for (const { path, fileName, bytes, recordedAt } of recordings) {
    const input = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
    yield { name: fileName, size: bytes, lastModified: recordedAt, input }
  }
}

interface Context {
  params: Promise<{ course: string }>
}

/** All recordings of a course in one ZIP file, sent as it is read. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  try {
    const { course } = await params
    const { title, recordings } = listRecordings(await getSession(), course)
    const entries = recordings.map(({ fileName, bytes, recordedAt }) => ({
      name: fileName,
      size: bytes,
      lastModified: recordedAt,
    }))
    return new Response(downloadZip(opened(recordings)).body, {
      headers: {
        'Content-Type': 'application/zip',
        'Content-Length': String(predictLength(entries)),
        'Content-Disposition': attachment(`${title}.zip`),
        'Cache-Control': 'private, no-store',
      },
    })
  } catch (error) {
    return refuse(error)
  }
}
