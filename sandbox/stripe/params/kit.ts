// The parts of parameter schemas. Everything arrives as text (form encoding); each part reads its type from it.
import { z } from 'zod'
import { invalidRequest, type StripeProblem } from '../errors.ts'
import { type Form, type FormValue, unknownParameter } from '../form.ts'

/** One schema for each parameter that the SDK's type has: a missing or invented one does not compile. */
type Shape<P> = { [K in keyof P]-?: z.ZodType<P[K]> }

/** Strict schema for the SDK's parameter type `P`: `params<Stripe.RefundCreateParams>()({ … })`. */
export function params<P extends object>() {
  return <S extends Shape<P> & { [K in Exclude<keyof S, keyof P>]: never }>(shape: S) => z.strictObject(shape)
}

const refusal = (stripe: { message: string; code?: string }) => ({
  code: 'custom' as const,
  params: { stripe },
})

export const text = (maximum = 5000) => z.string().max(maximum)
export const oneOf = <const T extends readonly [string, ...string[]]>(...values: T) => z.enum(values)
export const list = <T extends z.ZodType>(item: T, maximum = 100) => z.array(item).max(maximum)

export const integer = (minimum = Number.MIN_SAFE_INTEGER, maximum = 99_999_999_999) =>
  z.string().transform((value, context) => {
    const number = Number(value)
    if (!/^[+-]?\d{1,15}$/.test(value)) {
      context.addIssue(
        refusal({ message: `Invalid integer: ${shorten(value)}`, code: 'parameter_invalid_integer' }),
      )
      return z.NEVER
    }
    if (number < minimum) {
      const message = `This value must be greater than or equal to ${minimum}.`
      context.addIssue(refusal({ message, code: 'parameter_invalid_integer' }))
    }
    if (number > maximum) {
      const message = `This value must be less than or equal to ${maximum}.`
      context.addIssue(refusal({ message, code: 'parameter_invalid_integer' }))
    }
    return number
  })

export const decimal = (above: number, maximum: number) =>
  z.string().transform((value, context) => {
    const number = Number(value)
    if (!/^\d{1,9}(\.\d{1,12})?$/.test(value) || number <= above || number > maximum) {
      context.addIssue(
        refusal({
          message: `Invalid decimal: ${shorten(value)}; must be above ${above}, at most ${maximum}`,
        }),
      )
      return z.NEVER
    }
    return number
  })

export const flag = () =>
  z.string().transform((value, context) => {
    if (value !== 'true' && value !== 'false')
      context.addIssue(refusal({ message: `Invalid boolean: ${shorten(value)}` }))
    return value === 'true'
  })

export const url = () =>
  z
    .string()
    .max(5000)
    .superRefine((value, context) => {
      if (!/^https?:\/\/[^\s/]/.test(value) || !URL.canParse(value)) {
        context.addIssue(refusal({ message: 'Not a valid URL', code: 'url_invalid' }))
      }
    })

export const email = () =>
  z.string().superRefine((value, context) => {
    if (value.length > 512 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
      context.addIssue(
        refusal({ message: `Invalid email address: ${shorten(value)}`, code: 'email_invalid' }),
      )
    }
  })

const currencies = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()))

export const currency = () =>
  z.string().transform((value, context) => {
    const code = value.toLowerCase()
    if (!currencies.has(code)) context.addIssue(refusal({ message: `Invalid currency: ${shorten(value)}.` }))
    return code
  })

/** Keys up to 40 characters, values up to 500; an empty value takes its key away. */
export const metadata = () =>
  z.preprocess(
    // Keys that count from zero were read as a list.
    (value) => (Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : value),
    z.record(z.string().max(40), text(500)).superRefine((value, context) => {
      if (Object.keys(value).length > 50)
        context.addIssue(refusal({ message: 'Metadata can have up to 50 keys.' }))
    }),
  )

export const clearableMetadata = () => z.union([z.literal(''), metadata()])

/** For parameters that Stripe has and the sandbox does not play: refused aloud rather than ignored. */
export const notPlayed = () =>
  z
    .any()
    .superRefine((_, context) => {
      context.addIssue(refusal({ message: 'The sandbox does not play this parameter; Stripe knows it.' }))
    })
    .transform((): undefined => undefined)
    .optional()

/** Several of them: `...unplayed('shipping', 'transfer_data')`. */
export function unplayed<const K extends string>(...names: K[]): Record<K, ReturnType<typeof notPlayed>> {
  const shape: Partial<Record<K, ReturnType<typeof notPlayed>>> = {}
  for (const name of names) shape[name] = notPlayed()
  return shape as Record<K, ReturnType<typeof notPlayed>>
}

const range = z.strictObject({
  gt: integer().optional(),
  gte: integer().optional(),
  lt: integer().optional(),
  lte: integer().optional(),
})

export const expand = { expand: list(text(200)).optional() }
export const created = { created: z.union([integer(), range]).optional() }
export const paging = {
  ending_before: text().optional(),
  limit: integer(1, 100).optional(),
  starting_after: text().optional(),
}

/** Reads the form by the schema, or throws the refusal that Stripe would give first. */
export function readParams<S extends z.ZodType>(schema: S, form: Form): z.output<S> {
  const result = schema.safeParse(form)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw issue ? toProblem(issue, form) : invalidRequest('Invalid request.')
}

function toProblem(issue: z.core.$ZodIssue, form: Form): StripeProblem {
  if (issue.code === 'invalid_union') {
    // The branch that came closest is the one whose complaint helps.
    const nearest = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0]
    if (nearest) return toProblem({ ...nearest, path: [...issue.path, ...nearest.path] }, form)
  }
  const param = paramName(issue.path)
  if (issue.code === 'unrecognized_keys')
    return unknownParameter(paramName([...issue.path, issue.keys[0] ?? '']))
  const given = valueAt(form, issue.path)
  if (given === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
  }
  if (issue.code === 'custom') {
    const { message, code } = z
      .object({ message: z.string(), code: z.string().optional() })
      .parse(issue.params?.stripe)
    return invalidRequest(message, code ? { code, param } : { param })
  }
  if (given === '') {
    const message = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`
    return invalidRequest(message, { code: 'parameter_invalid_empty', param })
  }
  if (issue.code === 'invalid_value') {
    return invalidRequest(`Invalid ${param}: must be one of ${issue.values.map(String).join(', ')}`, {
      param,
    })
  }
  if (issue.code === 'too_big' && typeof given === 'string') {
    const message = `Invalid string: ${shorten(given)}; must be at most ${issue.maximum} characters`
    return invalidRequest(message, { param, code: 'parameter_invalid_string_length' })
  }
  const expected = issue.code === 'invalid_type' ? issue.expected : 'value'
  return invalidRequest(`Invalid ${expected === 'record' ? 'object' : expected}`, { param })
}

/** `['line_items', 0, 'price']` is named `line_items[0][price]`. */
function paramName(path: PropertyKey[]): string {
  const [head, ...rest] = path.map(String)
  return `${head ?? ''}${rest.map((part) => `[${part}]`).join('')}`
}

function valueAt(form: Form, path: PropertyKey[]): FormValue | undefined {
  let value: FormValue | undefined = form
  for (const key of path) {
    if (typeof value !== 'object') return undefined
    value = Object.entries(value).find(([name]) => name === String(key))?.[1]
  }
  return value
}

function shorten(value: string): string {
  return value.length > 80 ? `${value.slice(0, 80)}…` : value
}
