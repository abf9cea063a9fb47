/** A file of somebody's as the bytes of a trace: as text, or compressed with gzip. Its size is bounded before it is read. */
import { readUpTo } from '#lib/domain/read-up-to.ts'
import { MOST_BYTES, refuse } from './load-trace.ts'
import type { Told } from './run-view.ts'

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`
const tooLarge = (most: number) =>
  refuse({
    message: `The file is larger than ${megabytes(most)}: more than five million operations need. The former run stays.`,
  })

/** Reads a file of at most `most` bytes, unpacked. What is in it is judged by who runs it. */
export async function readTraceFile(file: Blob, most = MOST_BYTES): Promise<Told<Uint8Array<ArrayBuffer>>> {
  if (file.size > most) return tooLarge(most)
  try {
    const head = new Uint8Array(await file.slice(0, 2).arrayBuffer())
    if (head[0] !== 0x1f || head[1] !== 0x8b)
      return { ok: true, value: new Uint8Array(await file.arrayBuffer()) }
    return await inflate(file, most)
  } catch {
    return refuse({
      message: 'The file could not be read: it is damaged, or it has gone. The former run stays.',
    })
  }
}

async function inflate(file: Blob, most: number): Promise<Told<Uint8Array<ArrayBuffer>>> {
  const value = await readUpTo(file.stream().pipeThrough(new DecompressionStream('gzip')), most)
  return value ? { ok: true, value } : tooLarge(most)
}
