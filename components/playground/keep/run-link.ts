/** A run in an address: compressed, and behind the #, which browsers keep to themselves. Anything may stand in a link that is opened. */
import { readUpTo } from '#lib/domain/read-up-to.ts'

/** Longer links are cut or refused by what people send links with. */
const MAX_LINK_CHARACTERS = 4000
/** The most that a link, or a kept run, may unfold to. */
const MAX_UNFOLDED_BYTES = 160 * 2 ** 20

/** A link that cannot be opened; the message is for a person. */
export class LinkError extends Error {
  override readonly name = 'LinkError'
}

async function readAll(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readUpTo(stream, limit)
  if (!bytes) throw new LinkError('This run unfolds to more than can be played here.')
  return bytes
}

/** Makes a run file small (raw deflate). */
export function fold(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return readAll(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw')), Infinity)
}

/** The reverse. @throws LinkError for what is no folded run, or one that is too large */
export async function unfold(
  bytes: Uint8Array<ArrayBuffer>,
  limit = MAX_UNFOLDED_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readAll(
      new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
      limit,
    )
  } catch (error) {
    if (error instanceof LinkError) throw error
    throw new LinkError('This link is damaged: its end may be missing.')
  }
}

/** What the part of an address behind the # asks for: a run that stands in it, a run that is kept under an id, or nothing. */
export type LinkedRun = { readonly folded: Uint8Array<ArrayBuffer> } | { readonly id: string }

const KEPT_ID = /^[A-Za-z0-9_-]{22}$/

/** The part behind the # for a folded run; null when it would be too long for a link. */
export function writeFragment(folded: Uint8Array): string | null {
  if (folded.length * 1.4 > MAX_LINK_CHARACTERS) return null
  const text = btoa(String.fromCharCode(...folded))
  return `#run=${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

/** The part behind the # for a run that is kept. */
export const keptFragment = (id: string): string => `#kept=${id}`

/** Reads the part of an address behind the #. @returns null when it is about something else @throws LinkError when it is damaged */
export function readFragment(fragment: string): LinkedRun | null {
  const [, kind, value = ''] = /^#(run|kept)=(.*)$/s.exec(fragment) ?? []
  if (kind === undefined) return null
  if (kind === 'kept') {
    if (!KEPT_ID.test(value)) throw new LinkError('This link is damaged: its end may be missing.')
    return { id: value }
  }
  // Somebody may have made a longer one on purpose; it is still opened while it fits in an address.
  if (!/^[A-Za-z0-9_-]+$/.test(value)) throw new LinkError('This link is damaged: its end may be missing.')
  try {
    const text = atob(value.replaceAll('-', '+').replaceAll('_', '/'))
    return { folded: Uint8Array.from(text, (character) => character.charCodeAt(0)) }
  } catch {
    throw new LinkError('This link is damaged: its end may be missing.')
  }
}
