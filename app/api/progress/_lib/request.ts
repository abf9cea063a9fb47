import { AppError } from '#lib/domain/errors.ts'

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
