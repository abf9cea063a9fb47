import 'server-only'
import type { z } from 'zod'
import { env } from '#lib/server/env.ts'

/** What BTCPay Server refuses for good, in its words: asking again changes nothing. */
export class BtcpayRefusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'BtcpayRefusal'
    this.status = status
  }
}

/** Where the shop's BTCPay Server is, and which of its stores is ours; null when it is not set up. */
export const btcpay =
  env.BTCPAY_URL && env.BTCPAY_API_KEY && env.BTCPAY_STORE_ID && env.BTCPAY_WEBHOOK_SECRET
    ? {
        url: env.BTCPAY_URL.replace(/\/+$/, ''),
        apiKey: env.BTCPAY_API_KEY,
        storeId: env.BTCPAY_STORE_ID,
        webhookSecrets: env.BTCPAY_WEBHOOK_SECRET.split(',').map((secret) => secret.trim()),
      }
    : null

function settings() {
  if (!btcpay) throw new Error('BTCPay Server is not set up (BTCPAY_URL and its companions in .env.example).')
  return btcpay
}

/** The path of something of our store. */
export const ofStore = (path: string) => `/stores/${encodeURIComponent(settings().storeId)}${path}`

interface Call {
  query?: Record<string, string | number | boolean>
  /** Makes it a POST. */
  body?: object
}

/**
 * One call of the Greenfield API (https://docs.btcpayserver.org/API/Greenfield/v1/).
 * @returns the answer, checked against what we read of it
 * @throws BtcpayRefusal when it refuses for good; anything else when it did not answer, or is out of order: ask again
 */
export async function callBtcpay<S extends z.ZodType>(
  answer: S,
  path: string,
  { query = {}, body }: Call = {},
): Promise<z.output<S>> {
  const { url, apiKey } = settings()
  const asked = new URL(`${url}/api/v1${path}`)
  for (const [name, value] of Object.entries(query)) asked.searchParams.append(name, String(value))
  const response = await fetch(asked, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `token ${apiKey}`,
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    // The key goes nowhere else.
    redirect: 'error',
    signal: AbortSignal.timeout(20_000),
  })
  const text = await response.text()
  if (response.ok) return answer.parse(JSON.parse(text))
  const said = `BTCPay Server answered ${response.status} to ${path}: ${text.slice(0, 300)}`
  const isFinal = response.status === 400 || response.status === 404 || response.status === 422
  throw isFinal ? new BtcpayRefusal(response.status, said) : new Error(said)
}

/** Whether BTCPay Server says that it knows no such thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof BtcpayRefusal && error.status === 404
}
