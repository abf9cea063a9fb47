import 'server-only'
import { formatMoney } from '#lib/domain/money.ts'
import type { ProviderFacts } from '#lib/domain/provider-facts.ts'
import { db } from '#lib/server/db.ts'
import { env } from '#lib/server/env.ts'
import { enqueue } from '#lib/server/jobs.ts'

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
  await db.$transaction(async (tx) => {
    const key = `stray:${sessionId}`
    const { count } = await tx.finding.createMany({ data: [{ key, detail }], skipDuplicates: true })
    if (count === 0) return
    await enqueue(tx, 'owner-mail', {
      subject: 'A payment without an order',
      text: `${detail}. Nobody was given access. Look at it where it was paid, and return it there if it is not yours.\n\n${env.APP_URL}/owner`,
    })
  })
  return `refused: ${detail}`
}
