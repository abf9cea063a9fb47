import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listRecordedPrograms } from './list-recorded-programs.ts'

const folder = join(/* turbopackIgnore: true */ process.cwd(), 'content', 'traces')

/** The trace of a recorded program, compressed with gzip; null when there is no such program. Public. */
export async function readRecordedTrace(slug: string): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!listRecordedPrograms().some((each) => each.slug === slug)) return null
  return new Uint8Array(await readFile(join(folder, `${slug}.trace.gz`)))
}
