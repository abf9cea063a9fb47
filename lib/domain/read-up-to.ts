/** All bytes of a stream; null when there are more than `limitInBytes`, and then no more of it is read. */
export async function readUpTo(
  stream: ReadableStream<Uint8Array>,
  limitInBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Uint8Array[] = []
  let size = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limitInBytes) {
      await reader.cancel()
      return null
    }
    pieces.push(value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.byteLength
  }
  return bytes
}
