import { type Clock, toSeconds } from '../core/clock.ts'
import type { Store } from '../core/store.ts'

/** How long after a payment or a refund things happen by themselves, in milliseconds. */
export interface Delays {
  disputeAfterMs: number
  refundFailsAfterMs: number
  refundSettlesAfterMs: number
  /** How long the network takes to confirm a payment in crypto that is sent slowly. */
  confirmsAfterMs: number
}

/** What everything in the Stripe part works on. */
export interface World {
  store: Store
  clock: Clock
  delays: Delays
  /** Where a browser reaches the sandbox, without a slash at the end. */
  publicUrl(): string
  /** While true, what happens is not told: seeding. */
  silent: boolean
  /** The API call that is being answered, for the events that it causes. */
  request: { id: string; idempotencyKey: string | null } | null
}

/** The sandbox's time in whole seconds. */
export function nowSeconds(world: World): number {
  return toSeconds(world.clock.now())
}

/** Asks for something to happen later; it survives a restart. */
export function schedule(world: World, kind: TaskKind, subject: string, dueMs: number): void {
  world.store.db
    .prepare('INSERT OR REPLACE INTO task (kind, subject, due_ms) VALUES (?, ?, ?)')
    .run(kind, subject, dueMs)
}

/** Takes it back. */
export function unschedule(world: World, kind: TaskKind, subject: string): void {
  world.store.db.prepare('DELETE FROM task WHERE kind = ? AND subject = ?').run(kind, subject)
}

export type TaskKind =
  | 'expire_session'
  | 'open_dispute'
  | 'fail_refund'
  | 'settle_refund'
  | 'expire_invoice'
  | 'confirm_invoice'
