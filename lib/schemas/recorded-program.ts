import { z } from 'zod'

/** One entry of `content/traces/catalogue.json`: a program, recorded in real CPython. */
export const recordedProgramSchema = z.object({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  about: z.string(),
  program: z.string(),
  trace: z.string(),
  python: z.string(),
  operations: z.int().positive(),
  /** The first so many are the interpreter's own start. */
  startupOperations: z.int().nonnegative(),
  recordingSha256: z.string(),
})

export type RecordedProgram = z.infer<typeof recordedProgramSchema>
