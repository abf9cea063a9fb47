// What the Greenfield API takes, from its OpenAPI description; unknown names are refused. What BTCPay knows and the sandbox
// does not play is refused aloud.
import { z } from 'zod'
import { InvalidFields } from './problem.ts'

const decimal = z
  .union([z.string().regex(/^\d+(\.\d+)?$/, 'must be a decimal'), z.number().positive()])
  .transform(String)
const notPlayed = z.undefined('is known to BTCPay, and not played by the sandbox').optional()
const currency = z.string().regex(/^[A-Z]{3,5}$/, 'must be a currency such as USD')

const checkoutOptions = z.strictObject({
  speedPolicy: z.enum(['HighSpeed', 'MediumSpeed', 'LowSpeed', 'LowMediumSpeed']).optional(),
  expirationMinutes: z.int().positive().default(15),
  monitoringMinutes: z.int().min(0).default(1440),
  redirectURL: z.url().optional(),
  redirectAutomatically: z.boolean().default(false),
  paymentMethods: notPlayed,
  defaultPaymentMethod: notPlayed,
  lazyPaymentMethods: notPlayed,
  paymentTolerance: notPlayed,
  defaultLanguage: notPlayed,
})

export const invoiceCreate = z.strictObject({
  amount: decimal,
  currency,
  metadata: z.record(z.string(), z.unknown()).default({}),
  checkout: checkoutOptions.prefault({}),
  receipt: notPlayed,
  additionalSearchTerms: notPlayed,
})

export const statusMark = z.strictObject({ status: z.enum(['Settled', 'Invalid']) })

export const refundCreate = z
  .strictObject({
    name: z.string().max(50).optional(),
    description: z.string().optional(),
    payoutMethodId: z.literal('BTC-CHAIN', 'must be one of the payment methods of the invoice'),
    refundVariant: z.enum(['Fiat', 'Custom'], 'the sandbox plays Fiat and Custom'),
    customAmount: decimal.optional(),
    customCurrency: currency.optional(),
    subtractPercentage: notPlayed,
  })
  .refine(
    ({ refundVariant, customAmount }) => (refundVariant === 'Custom') === (customAmount !== undefined),
    {
      path: ['customAmount'],
      message: 'belongs to the variant Custom',
    },
  )
  .refine(
    ({ refundVariant, customCurrency }) => (refundVariant === 'Custom') === (customCurrency !== undefined),
    {
      path: ['customCurrency'],
      message: 'belongs to the variant Custom',
    },
  )

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const whole = z.string().regex(/^\d+$/).transform(Number)

export const invoiceList = z.strictObject({
  // Nothing is put away in the sandbox.
  includeArchived: flag.default(false),
  orderId: z.string().optional(),
  status: z.enum(['New', 'Processing', 'Settled', 'Expired', 'Invalid']).optional(),
  startDate: whole.optional(),
  endDate: whole.optional(),
  skip: whole.default(0),
  take: whole.default(50),
  textSearch: notPlayed,
})
export const pullPaymentList = z.strictObject({ includeArchived: flag.default(false) })
export const payoutList = z.strictObject({ includeCancelled: flag.default(false) })
export const nothing = z.strictObject({})

/** @throws InvalidFields */
export function readGreenfield<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new InvalidFields(
    result.error.issues.map(({ path, message }) => ({ path: path.join('.') || 'body', message })),
  )
}
