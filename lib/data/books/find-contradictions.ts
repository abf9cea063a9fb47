import 'server-only'
import { db } from '#lib/server/db.ts'

export interface Contradiction {
  kind: 'paid-without-access' | 'access-without-payment' | 'certificate-without-access' | 'problem'
  /** The order; null for a certificate. */
  number: string | null
  email: string | null
  detail: string
}

/**
 * Where money and access do not agree: none of these may be there for longer than a moment. What waits to be returned or is
 * disputed is no contradiction; what the owner took by hand neither.
 */
export async function findContradictions(limit = 50): Promise<Contradiction[]> {
  return db.$queryRaw<Contradiction[]>`
    WITH paid AS (
      SELECT o.*, sum(p."amountInCents") AS amount
      FROM "Order" o JOIN "Payment" p ON p."orderId" = o.id AND p.kind = 'CHARGE'
      GROUP BY o.id
    )
    SELECT 'paid-without-access' AS kind, paid.number, paid.email, 'Paid, and neither open nor being returned' AS detail
    FROM paid
    WHERE paid.status NOT IN ('DISPUTED', 'CHARGED_BACK')
      AND NOT EXISTS (
        SELECT 1 FROM "Entitlement" e WHERE e."orderId" = paid.id
          AND (e."revokedAt" IS NULL OR e."revokedReason" = 'OWNER')
      )
      AND NOT EXISTS (SELECT 1 FROM "Gift" g WHERE g."orderId" = paid.id AND g."redeemedAt" IS NULL)
      AND NOT EXISTS (
        SELECT 1 FROM "Refund" r WHERE r."orderId" = paid.id AND r.status <> 'FAILED'
        HAVING count(*) > 0 AND (sum(r."amountInCents") >= paid.amount OR bool_or(r."endsAccess"))
      )
    UNION ALL
    SELECT 'access-without-payment', o.number, u.email, 'Open, and the order is ' || lower(o.status::text)
    FROM "Entitlement" e JOIN "Order" o ON o.id = e."orderId" JOIN "User" u ON u.id = e."userId"
    WHERE e."revokedAt" IS NULL
      AND (o.status <> 'PAID' OR NOT EXISTS (SELECT 1 FROM paid WHERE paid.id = o.id))
    UNION ALL
    SELECT 'certificate-without-access', NULL, u.email, 'A valid certificate for ' || c."courseSlug" || ', and no access'
    FROM "Certificate" c JOIN "User" u ON u.id = c."userId"
    WHERE c."revokedAt" IS NULL AND NOT EXISTS (
      SELECT 1 FROM "Entitlement" e
      WHERE e."userId" = c."userId" AND e."courseSlug" = c."courseSlug" AND e."revokedAt" IS NULL
    )
    UNION ALL
    SELECT 'problem', o.number, o.email, o.problem FROM "Order" o WHERE o.problem IS NOT NULL
    LIMIT ${limit}`
}
