import { createHash } from 'node:crypto'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { attachment } from '#lib/domain/attachment.ts'
import { type ErrorCode, errors } from '#lib/domain/errors.ts'

/** Nobody may keep an answer without asking whether it still holds: a revocation and a change of mind show at once. */
const askAgain = 'private, no-cache'
/** For what is no secret of anybody's and read by machines again and again: it may be a minute behind. */
const keepForAMinute = 'public, max-age=60'

/** Verifiers and other people's pages read these files (lib/domain/security-headers.ts); nothing in them depends on who asks, but for `own`. */
const forEverybody = { 'Access-Control-Allow-Origin': '*' }

/** A sentence with its status, for a file that is not handed out; noted in the log. */
export function refusal(route: string, code: ErrorCode, message: string = errors[code].message): Response {
  const { status } = errors[code]
  noteRefusal(code, { route })
  return new Response(`${message}\n`, {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
      ...forEverybody,
    },
  })
}

interface FileToSend {
  request: Request
  body: Uint8Array<ArrayBuffer>
  type: string
  /** To be saved under this name (RFC 6266); without it, to be shown. */
  fileName?: string
  /** Other sites may show and read it. */
  isPublic: boolean
  /** Caches may hand it out for a minute. */
  mayBeKept?: boolean
}

/** A file that was just made, or 304 for who has it as it is. One that stands on disk: app/api/_lib/send-file.ts. */
export function sendBytes({ request, body, type, fileName, isPublic, mayBeKept }: FileToSend): Response {
  const etag = `"${createHash('sha256').update(body).digest('hex')}"`
  const headers = {
    ETag: etag,
    'Cache-Control': mayBeKept ? keepForAMinute : askAgain,
    'X-Robots-Tag': 'noindex',
    ...(isPublic && forEverybody),
  }
  if (request.headers.get('if-none-match')?.includes(etag))
    return new Response(null, { status: 304, headers })
  return new Response(body, {
    headers: {
      ...headers,
      'Content-Type': type,
      'Content-Length': String(body.length),
      ...(fileName && { 'Content-Disposition': attachment(fileName) }),
    },
  })
}

/** JSON that verifiers read, over many lines for people who look. */
export function sendJson(
  request: Request,
  value: object,
  more: Pick<FileToSend, 'type' | 'fileName' | 'mayBeKept'>,
): Response {
  const body = new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)
  return sendBytes({ request, body, isPublic: true, ...more })
}
