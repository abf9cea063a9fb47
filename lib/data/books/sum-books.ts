import 'server-only'
import { db } from '#lib/server/db.ts'

export interface BookTotals {
  currency: string
  /** "2026-11", UTC; null for all of them together. */
  month: string | null
  orders: number
  soldInCents: number
  refundedInCents: number
  disputedInCents: number
  /** Crypto that bought nothing and was not returned. */
  unmatchedInCents: number
  netInCents: number
}

type Row = Omit<BookTotals, 'netInCents'> & { netInCents: null }

/** What the ledger adds up to, by currency, and by month of what happened and currency, newest first. */
export async function sumBooks(): Promise<{ total: BookTotals[]; monthly: BookTotals[] }> {
  const rows = await db.$queryRaw<Row[]>`
    WITH line AS (
      SELECT currency, to_char("occurredAt" AT TIME ZONE 'UTC', 'YYYY-MM') AS month, kind, "amountInCents" AS cents
      FROM "Payment"
    )
    SELECT currency, month,
      count(*) FILTER (WHERE kind = 'CHARGE')::int AS orders,
      coalesce(sum(cents) FILTER (WHERE kind = 'CHARGE'), 0)::float8 AS "soldInCents",
      coalesce(sum(CASE kind WHEN 'REFUND' THEN cents WHEN 'REFUND_FAILED' THEN -cents END), 0)::float8 AS "refundedInCents",
      coalesce(sum(CASE kind WHEN 'DISPUTE' THEN cents WHEN 'DISPUTE_WON' THEN -cents END), 0)::float8 AS "disputedInCents",
      coalesce(sum(CASE kind WHEN 'DEPOSIT' THEN cents WHEN 'DEPOSIT_USED' THEN -cents END), 0)::float8 AS "unmatchedInCents"
    FROM line GROUP BY GROUPING SETS ((currency), (currency, month))
    ORDER BY month DESC NULLS FIRST, currency`
  const totals = rows.map((row) => ({
    ...row,
    netInCents: row.soldInCents + row.unmatchedInCents - row.refundedInCents - row.disputedInCents,
  }))
  return {
    total: totals.filter(({ month }) => month === null),
    monthly: totals.filter(({ month }) => month !== null),
  }
}
