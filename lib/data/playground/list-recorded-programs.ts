import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type RecordedProgram, recordedProgramSchema } from '#lib/schemas/recorded-program.ts'

const folder = join(/* turbopackIgnore: true */ process.cwd(), 'content', 'traces')

/** A program as the playground offers it. */
export interface OfferedProgram extends Pick<RecordedProgram, 'slug' | 'about' | 'python' | 'operations'> {
  startupOperations: number
  /** The first letters of the recording's hash: an address that may be cached for ever. */
  version: string
  source: string
}

let offered: OfferedProgram[] | undefined

/** The real programs that were recorded for the playground, with their source. Public. */
export function listRecordedPrograms(): OfferedProgram[] {
  offered ??= z
    .array(recordedProgramSchema)
    .parse(JSON.parse(readFileSync(join(folder, 'catalogue.json'), 'utf8')))
    .map(({ slug, about, python, operations, startupOperations, recordingSha256, program }) => ({
      slug,
      about,
      python,
      operations,
      startupOperations,
      version: recordingSha256.slice(0, 12),
      source: readFileSync(join(folder, program), 'utf8'),
    }))
  return offered
}
