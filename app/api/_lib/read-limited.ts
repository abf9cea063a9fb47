import { AppError } from '#lib/domain/errors.ts'
import { readUpTo } from '#lib/domain/read-up-to.ts'

/** A request's body; null when it is larger than allowed, and then no more of it is read. */
export async function readLimitedBytes(
  request: Request,
  limitInBytes: number,
): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limitInBytes) return null
  if (!request.body) return Buffer.alloc(0)
  const bytes = await readUpTo(request.body, limitInBytes)
  return bytes && Buffer.from(bytes.buffer)
}

/** The raw text of a request's body; null when it is larger than allowed. */
export async function readLimitedText(request: Request, limitInBytes: number): Promise<string | null> {
  return (await readLimitedBytes(request, limitInBytes))?.toString('utf8') ?? null
}

/**
 * A request's body of JSON.
 * @throws too_large, bad_input
 */
export async function readLimitedJson(request: Request, limitInBytes: number): Promise<unknown> {
  const text = await readLimitedText(request, limitInBytes)
  if (text === null) throw new AppError('too_large')
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('bad_input')
  }
}
