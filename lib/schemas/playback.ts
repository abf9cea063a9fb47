import { z } from 'zod'
import { playbackRates } from '#lib/domain/playback.ts'

export const playbackRateSchema = z.literal([...playbackRates])

export const courseAddressSchema = z.object({ courseSlug: z.string().regex(/^[a-z0-9-]{1,100}$/) })
