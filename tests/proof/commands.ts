/** What can happen to a shop, as plain data that fast-check makes, shrinks and prints. Numbers choose among what there is, the newest first, modulo. */
import fc from 'fast-check'
import type { Crash, Silence } from './faults.ts'

export const people = 2

/** Things that people, banks and providers do outside our process. */
export type Event =
  | { do: 'pay'; order: number; how: (typeof waysToPay)[number]; as: number }
  | { do: 'expire'; order: number }
  | { do: 'settle'; order: number; arrives: boolean }
  | { do: 'refund in dashboard'; order: number; part: number }
  | { do: 'settle refund'; refund: number; arrives: boolean }
  | { do: 'dispute'; order: number }
  | { do: 'verdict'; dispute: number; won: boolean }
  | { do: 'send crypto'; order: number; amount: (typeof amounts)[number]; slowly: boolean }
  | { do: 'end invoice'; order: number; end: (typeof invoiceEnds)[number] }
  | { do: 'refund in BTCPay'; order: number; part: number }
  | { do: 'claim'; refund: number; part: number; isPaid: boolean }
  | { do: 'payout'; payout: number; isPaid: boolean }
  | { do: 'archive refund'; refund: number }
  | { do: 'webhooks'; mode: (typeof webhookModes)[number] }
  /** Minutes, in which whatever somebody sent before they died arrives. */
  | { do: 'time passes' }

/** Things that our process does, and that it may die of. */
export type Deed =
  | { do: 'open'; by: number; gift: boolean; way: 'card' | 'crypto' }
  | { do: 'visit'; order: number }
  | { do: 'refund'; order: number }
  | { do: 'withdraw'; order: number }
  | { do: 'refund by owner'; order: number; part: number; endsAccess: boolean }
  | { do: 'redeem'; order: number; by: number }
  | { do: 'mail gift again'; order: number }
  | { do: 'give'; to: number }
  | { do: 'take'; order: number }
  | { do: 'accept late payment'; order: number }
  | { do: 'deliver' }
  | { do: 'work' }
  | { do: 'reconcile' }

export type Fault =
  | { crash: Crash }
  | { silence: Silence }
  | { provider: (typeof providerFaults)[number]; calls: number }

export type Command = Event | { do: 'process'; deeds: Deed[]; fault: Fault | null }

export const waysToPay = [
  'card',
  'declined',
  'refund fails',
  'refund waits',
  'debit',
  'free',
  'half',
] as const
/** Of what is due: all that is left, half, more than all; or cents. */
const amounts = ['exact', 'exact', 'exact', 'little', 'much', 0.3, 12.83, 29.01] as const
const invoiceEnds = ['confirm', 'expire', 'drop', 'settle', 'invalidate'] as const
const webhookModes = ['hold', 'drop', 'twice', 'newest first'] as const
const providerFaults = ['server_error', 'rate_limit', 'cut', 'cut_after'] as const

const nth = fc.nat({ max: 5 })
const who = fc.nat({ max: people - 1 })
const way = fc.constantFrom('card' as const, 'card' as const, 'crypto' as const)
const part = fc.constantFrom(0, 0, 500, 1450, 2900)

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      order: nth,
      how: fc.constantFrom('card', 'card', 'card', ...waysToPay),
      as: who,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const), order: nth }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('settle' as const), order: nth, arrives: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refund in dashboard' as const), order: nth, part }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('settle refund' as const), refund: nth, arrives: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('dispute' as const), order: nth }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('verdict' as const), dispute: nth, won: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send crypto' as const),
      order: nth,
      amount: fc.constantFrom(...amounts),
      slowly: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('end invoice' as const),
      order: nth,
      end: fc.constantFrom(...invoiceEnds),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refund in BTCPay' as const), order: nth, part }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('claim' as const), refund: nth, part, isPaid: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('payout' as const),
      payout: nth,
      isPaid: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('archive refund' as const), refund: nth }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('webhooks' as const), mode: fc.constantFrom(...webhookModes) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'time passes' as const }) },
)

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      // One more than there are people: a guest.
      by: fc.nat({ max: people }),
      gift: fc.boolean(),
      way,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('visit' as const), order: nth }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), order: nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), order: nth }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refund by owner' as const),
      order: nth,
      part,
      endsAccess: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('redeem' as const), order: nth, by: fc.nat({ max: people }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mail gift again' as const), order: nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('give' as const), to: who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('take' as const), order: nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('accept late payment' as const), order: nth }) },
  { weight: 4, arbitrary: fc.constant({ do: 'deliver' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'work' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'reconcile' as const }) },
)

const fault: fc.Arbitrary<Fault> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      silence: fc.record({
        after: fc.nat({ max: 8 }),
        done: fc.boolean(),
        calls: fc.integer({ min: 1, max: 6 }),
      }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      crash: fc.record({
        after: fc.nat({ max: 40 }),
        done: fc.boolean(),
        late: fc.option(fc.nat({ max: 6 })),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      provider: fc.constantFrom(...providerFaults),
      calls: fc.integer({ min: 1, max: 6 }),
    }),
  },
)

const processes: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('process' as const),
  // Two at once now and then.
  deeds: fc.oneof(
    { weight: 4, arbitrary: fc.array(deed, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(deed, { minLength: 2, maxLength: 3 }) },
  ),
  fault: fc.option(fault, { freq: 2, nil: null }),
})

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: event },
  { weight: 6, arbitrary: processes },
)

const deliver: Command = { do: 'process', deeds: [{ do: 'deliver' }], fault: null }

/** Somebody opens an order, most of them pay it, and we may hear of that. */
const purchase: fc.Arbitrary<Command[]> = fc
  .record({
    by: fc.nat({ max: people }),
    gift: fc.boolean(),
    way,
    as: who,
    pays: fc.nat({ max: 3 }),
    isHeard: fc.boolean(),
  })
  .map(({ by, gift, way, as, pays, isHeard }): Command[] => {
    const opened: Command = { do: 'process', deeds: [{ do: 'open', by, gift, way }], fault: null }
    if (pays === 0) return [opened]
    const paid: Command =
      way === 'card'
        ? { do: 'pay', order: 0, how: 'card', as }
        : { do: 'send crypto', order: 0, amount: 'exact', slowly: false }
    return [opened, paid, ...(isHeard ? [deliver] : [])]
  })

/** A history begins with purchases, so that there is something to happen to. */
export const history: fc.Arbitrary<Command[]> = fc
  .tuple(
    fc.array(purchase, { maxLength: 3, size: 'max' }),
    fc.array(command, { minLength: 3, maxLength: 18, size: 'max' }),
  )
  .map(([bought, rest]) => [...bought.flat(), ...rest])

const pays: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('pay' as const),
  order: nth,
  how: fc.constant('card' as const),
  as: who,
})
const refunds: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('refund in dashboard' as const),
  order: nth,
  part: fc.constant(0),
})
const modes: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('webhooks' as const),
  mode: fc.constantFrom('twice' as const, 'newest first' as const),
})
const simpleDeed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: fc.constant('open' as const),
    by: who,
    gift: fc.constant(false),
    way: fc.constant('card' as const),
  }),
  fc.record({ do: fc.constant('refund' as const), order: nth }),
)
const openFirst: Command = {
  do: 'process',
  deeds: [{ do: 'open', by: 0, gift: false, way: 'card' }],
  fault: null,
}
const simply = (faults: fc.Arbitrary<Fault | null>): fc.Arbitrary<Command> =>
  fc.record({ do: fc.constant('process' as const), deeds: fc.tuple(simpleDeed), fault: faults })

/** People buy and give back, each message comes once and in time, and nothing breaks. */
export const quietHistory: fc.Arbitrary<Command[]> = fc
  .array(fc.oneof(pays, refunds, simply(fc.constant(null))), { minLength: 3, maxLength: 10 })
  .map((commands) => [openFirst, ...commands].flatMap((command) => [command, deliver]))

/** The same things, while messages come twice and mixed up, and processes die. */
export const loudHistory: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    pays,
    refunds,
    modes,
    simply(fc.option(fault, { nil: null })),
    fc.record({
      do: fc.constant('process' as const),
      deeds: fc.constant<Deed[]>([{ do: 'deliver' }]),
      fault: fc.option(fault, { nil: null }),
    }),
  ),
  { minLength: 4, maxLength: 20 },
)

/** A command in a line, for a history that failed. */
export function describe(command: Command): string {
  return JSON.stringify(command)
}
