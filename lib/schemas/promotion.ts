import { z } from 'zod'

/** A code as somebody typed it; kept in upper case. */
export const promotionCodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9-]{3,40}$/, 'must be 3 to 40 letters, digits or hyphens')

const optionalNumber = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : Number(value)), schema.nullable())

/** The owner's form for a new code. */
export const newPromotionCodeSchema = z.object({
  code: promotionCodeSchema,
  kind: z.enum(['percent', 'amount']),
  /** Percent, or the amount in the currency's unit. */
  off: z.coerce.number().positive().max(1_000_000),
  maxOrders: optionalNumber(z.int().positive().max(1_000_000)),
  /** The last day on which it counts, in UTC. */
  lastDay: z.preprocess((value) => value || null, z.iso.date().nullable()),
})

export const switchPromotionCodeSchema = z.object({ id: z.uuid(), isActive: z.stringbool() })
