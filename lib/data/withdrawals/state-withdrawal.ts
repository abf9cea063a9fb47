import 'server-only'
import type { WithdrawalStatement } from '#lib/schemas/withdrawal.ts'
import { db } from '#lib/server/db.ts'
import { enqueue } from '#lib/server/jobs.ts'
import { consumeRateLimit } from '#lib/server/rate-limit.ts'

/**
 * Takes a statement of withdrawal from anybody. Never looks whether there is such an order, so neither its answer nor its time
 * can tell: a job looks, and only the mailbox learns.
 * @param clientNetwork whose limit this counts for (see readClientNetwork)
 * @throws rate_limited
 */
export async function stateWithdrawal(
  statement: WithdrawalStatement,
  clientNetwork: string,
  now = new Date(),
): Promise<void> {
  await consumeRateLimit('withdrawal-network', clientNetwork)
  await consumeRateLimit('withdrawal-email', statement.email)
  await enqueue(db, 'withdrawal-mail', { ...statement, statedAt: now.toISOString() })
}
