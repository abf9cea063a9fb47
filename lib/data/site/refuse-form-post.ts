import 'server-only'
import { type ErrorCode, errors } from '#lib/domain/errors.ts'
import { judgeFormPost } from '#lib/domain/judge-form-post.ts'
import { noteRefusal } from './note-refusal.ts'

/** Whether the body is what its headers say: the parts of a form, or the JSON of a call. Next answers 500 to others. */
async function isReadable(request: Request): Promise<boolean> {
  const type = request.headers.get('content-type') ?? ''
  try {
    if (type.startsWith('multipart/form-data')) await request.clone().formData()
    else if (request.headers.has('next-action')) JSON.parse(await request.clone().text())
    return true
  } catch {
    return false
  }
}

/**
 * Why a POST to a page is refused before Next sees it: a form from another site, too large, without its length, or torn. Null
 * for every form of ours.
 */
export async function refuseFormPost(
  request: Request,
  path: string,
): Promise<{ status: number; message: string } | null> {
  const { headers } = request
  const code: ErrorCode | null =
    judgeFormPost({
      origin: headers.get('origin'),
      host: headers.get('x-forwarded-host') ?? headers.get('host'),
      contentLength: headers.get('content-length'),
      // Next passes an action on to the page that has it as a stream; the browser's own request was judged before.
      transferEncoding: headers.has('x-action-forwarded') ? null : headers.get('transfer-encoding'),
    }) ?? ((await isReadable(request)) ? null : 'bad_input')
  if (!code) return null
  noteRefusal(code, { path: path.slice(0, 200) })
  return errors[code]
}
