import { z } from 'zod'

const name = z.string().regex(/^[a-z0-9-]{1,100}$/)
/** Milliseconds since 1970; no year of a wrong clock is refused, since only differences count. */
const moment = z.number().min(0).max(8.64e15)

export const lessonAddressSchema = z.object({ courseSlug: name, lessonSlug: name })

const readingReportSchema = lessonAddressSchema.extend({
  visitId: z.string().regex(/^[a-z0-9][\w-]{0,39}$/i),
  blockId: z.string().max(120).nullable(),
  /** Where the lesson is being heard. */
  sentenceId: z.string().max(140).nullable().default(null),
  fraction: z.number().min(0).max(1),
  startedAt: moment,
  at: moment,
  activeSeconds: z.number().min(0).max(1e7),
  endSeen: z.boolean(),
})

/** The body of `POST /api/progress`: what a browser has not seen acknowledged yet. */
export const progressBodySchema = z.strictObject({
  sentAt: moment,
  reports: z.array(readingReportSchema).min(1).max(50),
})
export type ProgressBody = z.infer<typeof progressBodySchema>

/** An answer as it is kept. */
export const answerSchema = z.union([
  z.object({ keys: z.array(z.string().max(40)).max(30) }),
  z.object({ value: z.string().max(200) }),
])
