import { getSite } from '#lib/data/get-site.ts'
import { AppError } from '#lib/domain/errors.ts'

/**
 * Refuses a request that another site's page made. Browsers of this decade say so in Sec-Fetch-Site; older ones send Origin.
 * @throws bad_origin
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const isOurs = site === null ? origin === new URL(getSite().url).origin : site === 'same-origin'
  if (!isOurs) throw new AppError('bad_origin')
}

/**
 * A body of JSON that is not larger than `bytes`, whatever Content-Length says.
 * @throws too_large, bad_input
 */
export async function readJsonBody(request: Request, bytes: number): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > bytes) throw new AppError('too_large')
  const decoder = new TextDecoder()
  let read = 0
  let text = ''
  for await (const chunk of request.body ?? []) {
    read += chunk.byteLength
    if (read > bytes) throw new AppError('too_large')
    text += decoder.decode(chunk, { stream: true })
  }
  try {
    return JSON.parse(text + decoder.decode())
  } catch {
    throw new AppError('bad_input')
  }
}
