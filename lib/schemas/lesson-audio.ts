import { z } from 'zod'

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))

/**
 * `content/courses/<slug>/audio/NN-<lesson>.json`, written by `npm run narrate` beside `NN-<lesson>.m4a`: when which
 * sentence is heard. It holds no text; the script (`narrationOf`) has the same sentences by the same ids.
 */
export const lessonAudioSchema = z
  .strictObject({
    /** Slug of the lesson. */
    lesson: z.string(),
    /** Name of the voice and of what speaks with it. */
    voice: z.string().min(1),
    /** Of everything else that decides how a sentence sounds. */
    settings: hex(16),
    /** Of the `.m4a` file: also its ETag. */
    sha256: hex(64),
    bytes: z.int().positive(),
    durationMs: z.int().positive(),
    /** In the order in which they are heard. Between two of them is a pause, which belongs to neither. */
    sentences: z
      .array(
        z.strictObject({
          id: z.string(),
          /** `id` of the element of the page that holds it. */
          elementId: z.string(),
          /** Of what was said: `spokenHash`. */
          hash: hex(16),
          startMs: z.int().nonnegative(),
          endMs: z.int().positive(),
        }),
      )
      .min(1),
  })
  .superRefine(({ sentences, durationMs }, context) => {
    const bounds = [...sentences.flatMap(({ startMs, endMs }) => [startMs, endMs]), durationMs]
    if (bounds.some((bound, index) => bound < (bounds[index - 1] ?? 0)))
      context.addIssue({ code: 'custom', message: 'the times of the sentences must rise' })
    if (new Set(sentences.map(({ id }) => id)).size !== sentences.length)
      context.addIssue({ code: 'custom', message: 'two sentences have the same id' })
  })
export type LessonAudio = z.infer<typeof lessonAudioSchema>
