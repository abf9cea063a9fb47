/** What a browser sends about an exercise. */
import { z } from 'zod'

const name = z.string().regex(/^[a-z0-9-]{1,100}$/)

export const exerciseAddressSchema = z.object({ courseSlug: name, exerciseId: name })

/** Characters of a play: far more than the longest solution has. */
const MAX_PLAY_LENGTH = 50_000

export const exercisePlaySchema = exerciseAddressSchema.extend({
  partId: name,
  /** The lines of `lib/domain/exercise/play-text.ts`. */
  play: z.string().max(MAX_PLAY_LENGTH),
})
