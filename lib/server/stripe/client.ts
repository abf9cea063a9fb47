import 'server-only'
import Stripe from 'stripe'
import { env } from '#lib/server/env.ts'

function connect(): Stripe {
  const base = env.STRIPE_API_BASE ? new URL(env.STRIPE_API_BASE) : null
  const isPlain = base?.protocol === 'http:'
  return new Stripe(env.STRIPE_SECRET_KEY, {
    apiVersion: '2026-10-28.endive',
    maxNetworkRetries: 2,
    timeout: 20_000,
    telemetry: false,
    ...(base && {
      host: base.hostname,
      port: base.port || (isPlain ? 80 : 443),
      protocol: isPlain ? 'http' : 'https',
    }),
  })
}

/** The official client; STRIPE_API_BASE points it at the sandbox. Connections are kept between calls. */
export const stripe = connect()

/** Whether Stripe says that it knows no such object. */
export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === 'resource_missing'
}
