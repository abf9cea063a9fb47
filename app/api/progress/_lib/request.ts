import { AppError } from '#lib/domain/errors.ts'
import { readLimitedText } from '../../_body/read-limited.ts'

/**
 * A body of JSON that is not larger than `bytes`, whatever Content-Length says.
 * @throws too_large, bad_input
 */
export async function readJsonBody(request: Request, bytes: number): Promise<unknown> {
  const text = await readLimitedText(request, bytes)
  if (text === null) throw new AppError('too_large')
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('bad_input')
  }
}
