import 'server-only'
import { formatMoney } from '#lib/domain/money.ts'
import type { ProviderFacts } from '#lib/domain/provider-facts.ts'
import { noteFinding } from './note-finding.ts'

interface Stray {
  provider: 'STRIPE' | 'BTCPAY'
  sessionId: string
  /** What the payment says it is for. */
  orderId: string
  facts: ProviderFacts
}

/** Money on a checkout that names an order which our books do not have, or have with another provider: a person must look. Told once. */
export async function reportStrayPayment({ provider, sessionId, orderId, facts }: Stray): Promise<string> {
  const received = [...(facts.deposits ?? []), ...(facts.deposits?.length ? [] : [facts.charge])].reduce(
    (sum, one) => sum + (one?.amountInCents ?? 0),
    0,
  )
  if (received === 0) return 'ignored: not an order of ours'
  const amount = formatMoney(received, facts.price.currency)
  const detail = `${amount} was paid on ${sessionId} (${provider}), for an order ${orderId} that is not in our books with this provider`
  await noteFinding(`stray:${sessionId}`, `${detail}. Nobody was given access`, { tell: true })
  return `refused: ${detail}`
}
