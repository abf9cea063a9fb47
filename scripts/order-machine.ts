/**
 * Draws the order machine: tries every fact in every state that can be reached, asks `decideOrder` what follows, and writes the
 * picture into docs/money.md. A test fails when the picture is not what the code does.
 *
 *   node scripts/order-machine.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  decideOrder,
  furtherCheckout,
  type LedgerKind,
  type OrderFacts,
  type RefundStatus,
} from '#lib/domain/order.ts'
import { root } from './settings.ts'

const price = 2900
const start: OrderFacts = {
  checkout: 'PENDING',
  ledger: [],
  refunds: [],
  holdsElsewhere: false,
  isUnredeemed: false,
  revokedByOwner: false,
}

type Fact = (facts: OrderFacts) => OrderFacts | null

const has = ({ ledger }: OrderFacts, kind: LedgerKind) => ledger.some((line) => line.kind === kind)

const checkout =
  (reported: OrderFacts['checkout']): Fact =>
  (facts) =>
    has(facts, 'CHARGE') ? null : { ...facts, checkout: furtherCheckout(facts.checkout, reported) }

const line =
  (kind: LedgerKind, after: LedgerKind | null, ...unless: LedgerKind[]): Fact =>
  (facts) => {
    if ((after && !has(facts, after)) || unless.some((one) => has(facts, one))) return null
    const entry = {
      kind,
      providerId: kind === 'CHARGE' ? 'pi' : 'du',
      amountInCents: price,
      occurredAt: new Date(0),
    }
    return { ...facts, ledger: [...facts.ledger, entry] }
  }

/** One refund at a time, of the whole or of a part. */
const ask =
  (amountInCents: number, endsAccess = false): Fact =>
  (facts) =>
    has(facts, 'CHARGE') && !has(facts, 'DISPUTE') && facts.refunds.length === 0
      ? { ...facts, refunds: [{ status: 'REQUESTED', amountInCents, endsAccess }] }
      : null

const move =
  (from: RefundStatus[], status: RefundStatus): Fact =>
  (facts) => {
    const [refund] = facts.refunds
    return refund && from.includes(refund.status) ? { ...facts, refunds: [{ ...refund, status }] } : null
  }

/** Everything that can be learned about an order, in the words of the picture. */
const happenings: Record<string, Fact> = {
  'money is on its way': checkout('PROCESSING'),
  'checkout runs out': checkout('EXPIRED'),
  'payment fails': checkout('FAILED'),
  paid: line('CHARGE', null, 'CHARGE'),
  'paid, held already': (facts) => {
    const paid = line('CHARGE', null, 'CHARGE')(facts)
    return paid && { ...paid, holdsElsewhere: true }
  },
  'paid as a gift': (facts) => {
    const paid = line('CHARGE', null, 'CHARGE')(facts)
    return paid && { ...paid, isUnredeemed: true }
  },
  'gift redeemed': (facts) => (facts.isUnredeemed ? { ...facts, isUnredeemed: false } : null),
  'refund asked for': ask(price),
  'part returned, access kept': ask(price - 1),
  'part returned, access ended': ask(price - 1, true),
  'refund sent': move(['REQUESTED'], 'SENT'),
  'refund done': move(['SENT'], 'DONE'),
  'refund fails': move(['REQUESTED', 'SENT', 'DONE'], 'FAILED'),
  'dispute opens': line('DISPUTE', 'CHARGE', 'DISPUTE'),
  'dispute won': line('DISPUTE_WON', 'DISPUTE', 'DISPUTE_WON', 'DISPUTE_LOST'),
  'dispute lost': line('DISPUTE_LOST', 'DISPUTE', 'DISPUTE_WON', 'DISPUTE_LOST'),
  // Only what the owner gave for nothing, and nothing comes after it.
  'owner ends it': (facts) =>
    decideOrder(facts).access.isOpen && facts.refunds.length === 0 && !has(facts, 'DISPUTE')
      ? { ...facts, revokedByOwner: true }
      : null,
}

const closedWords: Record<string, string> = {
  REFUNDED: 'being returned',
  DUPLICATE: 'held already',
  OWNER: 'given, and ended by the owner',
  UNREDEEMED: 'a gift that waits',
}

/** A state in the picture: the status, whether the course is open, and with PAID why it is not. */
function nameOf(facts: OrderFacts): string {
  const { status, access } = decideOrder(facts)
  if (access.isOpen) return `${status}: open`
  if (status !== 'PAID') return status
  return `${status}: ${closedWords[access.reason ?? ''] ?? 'closed'}`
}

/** Every edge of the machine that one fact can cause: from, to, and the facts that do. */
function explore(): Map<string, { from: string; to: string; facts: Set<string> }> {
  const edges = new Map<string, { from: string; to: string; facts: Set<string> }>()
  const seen = new Set<string>()
  const queue = [start]
  for (let now = queue.pop(); now; now = queue.pop()) {
    const from = nameOf(now)
    for (const [fact, happen] of Object.entries(happenings)) {
      const next = now.revokedByOwner ? null : happen(now)
      if (!next) continue
      const to = nameOf(next)
      if (to !== from) {
        const edge = edges.get(`${from} ${to}`) ?? { from, to, facts: new Set() }
        edges.set(`${from} ${to}`, edge)
        edge.facts.add(fact)
      }
      const key = JSON.stringify(next)
      if (seen.has(key)) continue
      seen.add(key)
      queue.push(next)
    }
  }
  return edges
}

/** The machine as a Mermaid state diagram. */
export function drawOrderMachine(): string {
  const edges = [...explore().values()].sort((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`))
  const states = [...new Set([nameOf(start), ...edges.flatMap(({ from, to }) => [from, to])])].sort()
  const idOf = (state: string) => state.replaceAll(/[^A-Z_a-z]+/g, '_')
  return [
    'stateDiagram-v2',
    `  [*] --> ${idOf(nameOf(start))}`,
    ...states.map((state) => `  state "${state}" as ${idOf(state)}`),
    ...edges.map(({ from, to, facts }) => `  ${idOf(from)} --> ${idOf(to)}: ${[...facts].sort().join(', ')}`),
  ].join('\n')
}

const page = join(root, 'docs', 'money.md')
const picture = /(?<=```mermaid\n)[^`]*(?=\n```)/

/** The picture as it stands in the docs. */
export function readDrawnMachine(): string {
  return picture.exec(readFileSync(page, 'utf8'))?.[0] ?? ''
}

if (import.meta.main) {
  writeFileSync(page, readFileSync(page, 'utf8').replace(picture, drawOrderMachine))
  console.log('docs/money.md shows the order machine as it is.')
}
