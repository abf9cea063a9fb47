/** What must be true of money and access, asked of the tables and of the provider's own books, and of no code of the product. */
import type { Shop } from '#tests/setup/shop.ts'
import { type Btcpay, pullPaymentsOf } from './btcpay.ts'
import type { Promised } from './perform.ts'

/** Where to ask. */
type World = Pick<Shop, 'db' | 'stripe'> & { sandbox: { url: string } & Btcpay }

interface Books {
  payments: { payment_intent: string; currency: string; paid: number; refunded: number; disputed: number }[]
  net: Record<string, number>
  crypto: { invoice: string; currency: string; received: number; refunded: number; net: number }[]
}

async function ask(world: World, sql: string): Promise<Record<string, unknown>[]> {
  return world.db.$queryRawUnsafe<Record<string, unknown>[]>(sql)
}

/** Orders with the sums of their ledger and of their living refunds. */
const sums = `
  WITH ledger AS (
    SELECT "orderId",
      coalesce(sum("amountInCents") FILTER (WHERE kind = 'CHARGE'), 0) AS paid,
      count(*) FILTER (WHERE kind = 'CHARGE') > 0 AS "isPaid",
      coalesce(sum("amountInCents") FILTER (WHERE kind = 'DEPOSIT'), 0)
        - coalesce(sum("amountInCents") FILTER (WHERE kind = 'DEPOSIT_USED'), 0) AS unmatched,
      coalesce(sum("amountInCents") FILTER (WHERE kind = 'REFUND'), 0)
        - coalesce(sum("amountInCents") FILTER (WHERE kind = 'REFUND_FAILED'), 0) AS refunded,
      coalesce(sum("amountInCents") FILTER (WHERE kind = 'DISPUTE'), 0)
        - coalesce(sum("amountInCents") FILTER (WHERE kind = 'DISPUTE_WON'), 0) AS disputed
    FROM "Payment" GROUP BY 1
  ), back AS (
    SELECT "orderId", sum("amountInCents") AS amount, bool_or("endsAccess") AS "endsAccess", count(*) AS number
    FROM "Refund" WHERE status <> 'FAILED' AND origin <> 'UNMATCHED' GROUP BY 1
  ), returned AS (
    SELECT "orderId", sum("amountInCents") AS amount FROM "Refund"
    WHERE status <> 'FAILED' AND origin = 'UNMATCHED' GROUP BY 1
  ), o AS (
    SELECT o.*, coalesce(l.paid, 0) AS paid, coalesce(l.unmatched, 0) AS unmatched,
      -- Of what bought nothing, what is neither on its way back nor was returned with more than that.
      least(coalesce(l.unmatched, 0) - coalesce(r.amount, 0),
        coalesce(l.paid, 0) + coalesce(l.unmatched, 0) - coalesce(b.amount, 0) - coalesce(r.amount, 0)) AS kept, coalesce(l."isPaid", false) AS "isPaid",
      coalesce(l.refunded, 0) AS refunded, coalesce(l.disputed, 0) AS disputed,
      (b.number > 0 AND (b.amount >= l.paid OR b."endsAccess")) IS TRUE AS "isBack"
    FROM "Order" o LEFT JOIN ledger l ON l."orderId" = o.id LEFT JOIN back b ON b."orderId" = o.id
      LEFT JOIN returned r ON r."orderId" = o.id
  )`

/** True between any two steps, whatever was lost and whoever died. */
export async function findViolations(world: World): Promise<string[]> {
  const found = await ask(
    world,
    `${sums}
    SELECT 'access without payment, gift or comp: order ' || o.number AS said
    FROM "Entitlement" e JOIN o ON o.id = e."orderId" LEFT JOIN "Gift" g ON g."orderId" = o.id
    WHERE e."revokedAt" IS NULL AND (
      NOT o."isPaid" OR o."isBack" OR o.disputed > 0
      OR (o.paid > 0 AND o.refunded >= o.paid + o.unmatched)
      OR e."userId" IS DISTINCT FROM CASE WHEN o."isGift" THEN g."redeemedById" ELSE o."userId" END)
    UNION ALL
    SELECT 'a certificate is valid without access: ' || c.id FROM "Certificate" c
    WHERE c."revokedAt" IS NULL AND NOT EXISTS (
      SELECT 1 FROM "Entitlement" e WHERE e."userId" = c."userId" AND e."revokedAt" IS NULL)
    UNION ALL
    SELECT 'a certificate is revoked, and the course is open: ' || c.id FROM "Certificate" c
    WHERE c."revokedReason" <> 'OWNER' AND EXISTS (
      SELECT 1 FROM "Entitlement" e WHERE e."userId" = c."userId" AND e."revokedAt" IS NULL)
    UNION ALL
    -- In BTCPay's own pages its owner may send whatever they like; what we decide beside that is bounded all the same.
    SELECT 'more was decided to be given back than was paid: order ' || o.number
    FROM o JOIN "Refund" r ON r."orderId" = o.id AND r.status <> 'FAILED'
      AND (o.provider = 'STRIPE' OR r.origin <> 'PROVIDER')
    GROUP BY o.number, o.paid, o.unmatched HAVING sum(r."amountInCents") > o.paid + o.unmatched`,
  )
  return found.map(({ said }) => String(said))
}

/** True once the reconciler ran: our books are the provider's, and whoever paid has access or their money. */
export async function findDisagreements(world: World): Promise<string[]> {
  const orders = await ask(
    world,
    `${sums}
    SELECT o.*, p."providerId" AS intent, e."revokedAt" IS NULL AND e.id IS NOT NULL AS "isOpen", e."revokedReason" AS reason,
      o."isGift" AND g."redeemedAt" IS NULL AS "isWaiting",
      -- Paid twice, and the bank would not take it back: the owner is told, and whoever paid has the course by the other order.
      o.problem IS NOT NULL AND EXISTS (SELECT 1 FROM "Entitlement" x WHERE x."revokedAt" IS NULL
        AND x."userId" = CASE WHEN o."isGift" THEN g."redeemedById" ELSE o."userId" END) AS "isHeldElsewhere"
    FROM o LEFT JOIN "Payment" p ON p."orderId" = o.id AND p.kind = 'CHARGE'
    LEFT JOIN "Entitlement" e ON e."orderId" = o.id LEFT JOIN "Gift" g ON g."orderId" = o.id`,
  )
  const books: Books = await (await fetch(`${world.sandbox.url}/_sandbox/books`)).json()
  const wrong: string[] = []
  const known = new Map(books.payments.map((payment) => [payment.payment_intent, payment]))
  const net: Record<string, number> = {}
  for (const order of orders) {
    const {
      number,
      paid,
      refunded,
      disputed,
      isPaid,
      isOpen,
      isBack,
      isWaiting,
      isHeldElsewhere,
      reason,
      currency,
      intent,
    } = order
    const [ours, back, held] = [Number(paid), Number(refunded), Number(disputed)]
    if (isPaid && !isOpen && !isBack && held === 0 && !isWaiting && !isHeldElsewhere && reason !== 'OWNER')
      wrong.push(`payment without access or refund: order ${number}`)
    if (order.provider === 'BTCPAY') {
      wrong.push(...findDisagreementInCrypto(order, books))
      continue
    }
    net[String(currency)] = (net[String(currency)] ?? 0) + ours - back - held
    if (ours === 0) continue
    const book = known.get(String(intent))
    if (book?.paid !== ours || book.refunded !== back || book.disputed !== held)
      wrong.push(`ledger of ${number}: ${ours} - ${back} - ${held}; at the provider: ${JSON.stringify(book)}`)
    known.delete(String(intent))
  }
  for (const payment of known.values())
    wrong.push(`a payment that we do not know: ${JSON.stringify(payment)}`)
  for (const payment of books.payments) {
    if (payment.refunded > payment.paid)
      wrong.push(`refunded beyond what was paid: ${JSON.stringify(payment)}`)
  }
  for (const currency of new Set([...Object.keys(net), ...Object.keys(books.net)])) {
    if ((net[currency] ?? 0) !== (books.net[currency] ?? 0))
      wrong.push(`totals of ${currency}: ${net[currency]} here, ${books.net[currency]} at the provider`)
  }
  return wrong
}

function findDisagreementInCrypto(order: Record<string, unknown>, books: Books): string[] {
  const { number, paid, unmatched, refunded, providerSessionId } = order
  const wrong: string[] = []
  const received = Number(paid) + Number(unmatched)
  const book = books.crypto.find(({ invoice }) => invoice === providerSessionId)
  if (received !== (book?.received ?? 0) || Number(refunded) !== (book?.refunded ?? 0))
    wrong.push(`ledger of ${number}: ${received} - ${refunded}; at BTCPay: ${JSON.stringify(book)}`)
  return wrong
}

/** True when all work is done: nothing waits, nothing was sent twice, and what people were told is so. */
export async function findBrokenPromises(world: World, promised: Promised[]): Promise<string[]> {
  const wrong: string[] = []
  const waiting = await ask(
    world,
    `${sums}
     SELECT 'a refund was never sent: ' || id::text AS said FROM "Refund" WHERE status = 'REQUESTED'
     -- Less than 50 cents is not worth to be sent.
     UNION ALL SELECT 'crypto that bought nothing is kept, and nobody is told: order ' || o.number FROM o
       WHERE o.kept >= 50 AND o.problem IS NULL AND o.status NOT IN ('PENDING', 'PROCESSING')
         -- Of a return that failed buyer and owner are told, and it stays on the owner's list.
         AND NOT EXISTS (SELECT 1 FROM "Refund" r WHERE r."orderId" = o.id AND r.origin = 'UNMATCHED' AND r.status = 'FAILED')
     UNION ALL SELECT 'a message was never handled: ' || type FROM "ProviderEvent" WHERE "handledAt" IS NULL`,
  )
  wrong.push(...waiting.map(({ said }) => String(said)))
  const times = new Map<string, number>()
  for await (const { status, metadata } of world.stripe.refunds.list({ limit: 100 })) {
    const id = metadata?.refundId
    if (id && status !== 'failed' && status !== 'canceled') times.set(id, (times.get(id) ?? 0) + 1)
  }
  for (const { description } of await pullPaymentsOf(world.sandbox)) {
    const id = /Refund (\S+)$/.exec(description)?.[1]
    if (id) times.set(id, (times.get(id) ?? 0) + 1)
  }
  for (const [id, number] of times) if (number > 1) wrong.push(`refund ${id} was sent ${number} times`)

  const orders = await world.db.order.findMany({ include: { refunds: true, gift: true, entitlement: true } })
  for (const promise of promised) {
    const order = orders.find(({ id, number }) =>
      promise.what === 'given' ? number === promise.number : id === promise.orderId,
    )
    if (promise.what === 'refund' && !order?.refunds.length)
      wrong.push(`a refund was promised and forgotten: order ${order?.number}`)
    if (promise.what === 'gift' && !order?.gift?.redeemedById)
      wrong.push(`a gift was redeemed and forgotten: order ${order?.number}`)
    if (promise.what === 'gift' && promise.userId && order?.gift?.redeemedById !== promise.userId)
      wrong.push(`a gift is with somebody else than who redeemed it: order ${order?.number}`)
    if (promise.what === 'given' && !order?.entitlement) wrong.push(`access was given and forgotten`)
  }
  return wrong
}
