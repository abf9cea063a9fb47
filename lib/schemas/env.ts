import { z } from 'zod'
import { emailSchema } from './email.ts'

const secret = (bytes: number) => z.string().min(bytes, `must be at least ${bytes} characters`)
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

/** Every setting of the product. `.env.example` says the same for people; a test compares the two. */
export const envShape = {
  APP_ENV: z.enum(['local', 'test', 'production']).default('local'),
  APP_URL: z.url('must be the address of the site, such as https://memory.example.com'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a PostgreSQL connection string (postgresql://…)'),
  AUTH_SECRET: secret(32),
  /** What the key that signs badges is made from; another value is another key, and the badges of the former one stay valid. */
  BADGE_SECRET: secret(32),
  AUTH_GOOGLE_ID: optional(z.string()),
  AUTH_GOOGLE_SECRET: optional(z.string()),
  AUTH_GITHUB_ID: optional(z.string()),
  AUTH_GITHUB_SECRET: optional(z.string()),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, 'must be a secret or restricted key of Stripe (sk_… or rk_…)'),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_/, 'must be the signing secret of the webhook endpoint (whsec_…)'),
  /** Where Stripe's API is, when it is not Stripe's own: the sandbox. */
  STRIPE_API_BASE: optional(z.url()),
  /** Stripe reckons the tax that the price holds, and asks for the country of the bill. */
  STRIPE_TAX: z.enum(['on', 'off']).default('off'),
  /** Stripe makes an invoice of each payment, and takes a VAT id; without, buyers get its receipt. */
  STRIPE_INVOICES: z.enum(['on', 'off']).default('on'),
  /** Comma-separated, such as "card,crypto": what the checkout offers. Unset: what Stripe's dashboard says. */
  STRIPE_PAYMENT_METHOD_TYPES: optional(
    z.string().regex(/^[a-z_]+(,[a-z_]+)*$/, 'must be names with commas between them, such as card,crypto'),
  ),
  /** A BTCPay Server for payments in crypto; the four go together. */
  BTCPAY_URL: optional(z.url({ protocol: /^https?$/ })),
  BTCPAY_API_KEY: optional(z.string().min(10)),
  BTCPAY_STORE_ID: optional(z.string()),
  BTCPAY_WEBHOOK_SECRET: optional(secret(10)),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'must be smtp://user:password@host:port or smtps://…'),
  MAIL_FROM: z
    .string()
    .min(3, 'must be the sender of mails, such as "Demystifying Python Memory <hello@example.com>"'),
  OWNER_EMAIL: emailSchema,
  SUPPORT_EMAIL: optional(emailSchema),
  /** Set while the sandbox stands in for Stripe or mail; every page says so. */
  SANDBOX_URL: optional(z.url()),
  /** How many proxies of ours stand in front and append to X-Forwarded-For. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  /** Sign-in links within 15 minutes: asked for by one network (IPv4 address, IPv6 /64), to one mailbox, and in all. */
  SIGN_IN_LIMIT_PER_NETWORK: z.coerce.number().int().positive().default(20),
  SIGN_IN_LIMIT_PER_EMAIL: z.coerce.number().int().positive().default(5),
  SIGN_IN_LIMIT_TOTAL: z.coerce.number().int().positive().default(300),
  /** Checkouts that one network may open within a quarter of an hour. */
  CHECKOUT_LIMIT_PER_NETWORK: z.coerce.number().int().positive().default(60),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
} as const

const envSchema = z.object(envShape)

export type Env = z.infer<typeof envSchema>

/** Faults that show only when settings are seen together. */
function faultsBetween(source: Record<string, string | undefined>): string[] {
  const faults: string[] = []
  for (const name of ['GOOGLE', 'GITHUB']) {
    const pair = [`AUTH_${name}_ID`, `AUTH_${name}_SECRET`]
    const missing = pair.filter((key) => !source[key])
    if (missing.length === 1) faults.push(`${missing[0]} is missing: the pair goes together`)
  }
  const btcpay = ['BTCPAY_URL', 'BTCPAY_API_KEY', 'BTCPAY_STORE_ID', 'BTCPAY_WEBHOOK_SECRET']
  const missing = btcpay.filter((key) => !source[key])
  if (missing.length > 0 && missing.length < btcpay.length)
    faults.push(...missing.map((key) => `${key} is missing: the four of BTCPAY_… go together`))
  if (source.APP_ENV !== 'production') return faults
  if (source.BTCPAY_URL?.startsWith('http:')) faults.push('BTCPAY_URL must begin with https:// in production')
  if (source.APP_URL && !source.APP_URL.startsWith('https://'))
    faults.push('APP_URL must begin with https:// in production')
  for (const name of ['STRIPE_API_BASE', 'SANDBOX_URL']) {
    if (source[name])
      faults.push(`${name} must not be set in production: it points away from the real service`)
  }
  return faults
}

/** Settings, or every fault at once, each as "NAME what is wrong with it". */
export function parseEnv(source: Record<string, string | undefined>): { env: Env } | { faults: string[] } {
  const parsed = envSchema.safeParse(source)
  const own = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = issue.path.join('.')
        return source[name] ? `${name} ${issue.message}` : `${name} is missing`
      })
  const faults = [...own, ...faultsBetween(source)]
  return parsed.success && faults.length === 0 ? { env: parsed.data } : { faults }
}
