/** A request's body; null when it is larger than allowed, and then no more of it is read. */
export async function readLimitedBytes(
  request: Request,
  limitInBytes: number,
): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limitInBytes) return null
  if (!request.body) return Buffer.alloc(0)
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limitInBytes) {
      await reader.cancel()
      return null
    }
    parts.push(value)
  }
  return Buffer.concat(parts)
}

/** The raw text of a request's body; null when it is larger than allowed. */
export async function readLimitedText(request: Request, limitInBytes: number): Promise<string | null> {
  return (await readLimitedBytes(request, limitInBytes))?.toString('utf8') ?? null
}
