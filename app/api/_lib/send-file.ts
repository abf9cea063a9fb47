import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import parseRange from 'range-parser'

interface SentFile {
  path: string
  bytes: number
  /** Changes with the content; without quotes. */
  etag: string
  modifiedAt: Date
  headers: Record<string, string>
}

/** Whether the copy of which the client asks a part is still ours (RFC 9110, 13.1.5): only then it gets the part. */
function isSameCopy(request: Request, etag: string, modifiedAt: Date): boolean {
  const condition = request.headers.get('if-range')
  if (condition === null) return true
  return condition.startsWith('"')
    ? condition === etag
    : Date.parse(condition) >= Math.floor(modifiedAt.getTime() / 1000) * 1000
}

function body(path: string, start: number, end: number): BodyInit {
  // The stream of Node is the one of the web; their types differ in a detail that nobody uses here.
  return Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array>
}

/**
 * A file, or the part that a Range header asks for (RFC 9110, 14): 200, 206, 304 or 416. Several parts at once are
 * answered with the whole, as the standard allows.
 */
export function sendFile(
  request: Request,
  { path, bytes, etag: tag, modifiedAt, headers }: SentFile,
): Response {
  const etag = `"${tag}"`
  const common = {
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Last-Modified': modifiedAt.toUTCString(),
    ...headers,
  }
  const known = request.headers.get('if-none-match')
  if (known === '*' || known?.includes(etag)) return new Response(null, { status: 304, headers: common })

  const isHead = request.method === 'HEAD'
  const asked = request.headers.get('range')
  const ranges = asked !== null && isSameCopy(request, etag, modifiedAt) ? parseRange(bytes, asked) : null
  if (ranges === -1) {
    const unsatisfied = { ...common, 'Content-Range': `bytes */${bytes}` }
    return new Response(null, { status: 416, headers: unsatisfied })
  }
  const range = Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : null
  const { start, end } = range ?? { start: 0, end: bytes - 1 }
  return new Response(isHead ? null : body(path, start, end), {
    status: range ? 206 : 200,
    headers: {
      ...common,
      'Content-Length': String(end - start + 1),
      ...(range && { 'Content-Range': `bytes ${start}-${end}/${bytes}` }),
    },
  })
}
