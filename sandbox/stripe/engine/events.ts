import { z } from 'zod'
import { newId } from '../../core/ids.ts'
import type { EventObject, EventType, StoredEvent } from '../types.ts'
import { nowSeconds, type World } from '../world.ts'

export const apiVersion = '2026-10-28.endive'

const switchesSchema = z.strictObject({
  /** Nothing is sent; what happens meanwhile waits. */
  paused: z.boolean(),
  /** Every new event is dropped: never sent, counted as undelivered. */
  dropAll: z.boolean(),
  /** So many of the next events are dropped. */
  dropNext: z.int().min(0).max(10_000),
  /** How often each new event is sent. */
  copies: z.int().min(1).max(10),
  /** How long each new event waits before it is sent. */
  delayMs: z.int().min(0).max(86_400_000),
  /** Newest first, one at a time. */
  reorder: z.boolean(),
})

export const switchesPatch = switchesSchema.partial()
export type WebhookSwitches = z.infer<typeof switchesSchema>

const calm: WebhookSwitches = {
  paused: false,
  dropAll: false,
  dropNext: 0,
  copies: 1,
  delayMs: 0,
  reorder: false,
}

const endpointSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }), secret: z.string().min(1) })
export const endpointChange = endpointSchema.partial({ secret: true }).nullable()
export type WebhookEndpoint = z.infer<typeof endpointSchema>

/** With `reorder`, what happens within this time is sent in reverse. */
const reorderWindowMs = 300

export function readSwitches(world: World): WebhookSwitches {
  return { ...calm, ...switchesPatch.parse(world.store.setting('webhooks') ?? {}) }
}

export function changeSwitches(world: World, change: Partial<WebhookSwitches>): WebhookSwitches {
  return world.store.transaction(() => {
    const switches = { ...readSwitches(world), ...change }
    world.store.saveSetting('webhooks', switches)
    return switches
  })
}

export function calmSwitches(world: World): WebhookSwitches {
  return changeSwitches(world, calm)
}

export function readEndpoint(world: World): WebhookEndpoint | null {
  return endpointSchema.nullable().parse(world.store.setting('endpoint') ?? null)
}

export function saveEndpoint(world: World, endpoint: WebhookEndpoint | null): void {
  world.store.transaction(() => world.store.saveSetting('endpoint', endpoint))
}

/** Records that something happened, and puts its webhook on the way as the switches say. */
export function emit<T extends EventType>(
  world: World,
  type: T,
  object: EventObject<T>,
  previous?: Partial<EventObject<T>>,
): void {
  if (world.silent) return
  const created = nowSeconds(world)
  const event: StoredEvent = {
    id: newId('evt_1'),
    object: 'event',
    api_version: apiVersion,
    created,
    data: previous ? { object, previous_attributes: previous } : { object },
    livemode: false,
    pending_webhooks: readEndpoint(world) ? 1 : 0,
    request: { id: world.request?.id ?? null, idempotency_key: world.request?.idempotencyKey ?? null },
    type,
  }
  world.store.insert('event', event, created)
  if (readEndpoint(world)) putOnTheWay(world, event.id)
}

/** Puts a recorded event's webhook on the way, as the switches say. */
export function putOnTheWay(world: World, eventId: string): void {
  const switches = readSwitches(world)
  const now = world.clock.now()
  if (switches.dropAll || switches.dropNext > 0) {
    if (!switches.dropAll) changeSwitches(world, { dropNext: switches.dropNext - 1 })
    addDelivery(world, eventId, 'dropped', now)
    return
  }
  const sendAt = now + switches.delayMs
  const dueMs = switches.reorder ? (Math.floor(sendAt / reorderWindowMs) + 1) * reorderWindowMs : sendAt
  for (let copy = 0; copy < switches.copies; copy += 1) addDelivery(world, eventId, 'pending', dueMs)
}

function addDelivery(world: World, eventId: string, state: 'pending' | 'dropped', dueMs: number): void {
  world.store.db
    .prepare('INSERT INTO delivery (event_id, state, due_ms) VALUES (?, ?, ?)')
    .run(eventId, state, dueMs)
}

/** Sends an event once more, whatever became of it before. */
export function resend(world: World, eventId: string): void {
  world.store.transaction(() => addDelivery(world, eventId, 'pending', world.clock.now()))
}

/** The event as the API shows it: with how many endpoints still miss it. */
export function presentEvent(world: World, event: StoredEvent): StoredEvent {
  const row = world.store.db
    .prepare(
      "SELECT count(*) AS all_of_them, sum(state = 'succeeded') AS done FROM delivery WHERE event_id = ?",
    )
    .get(event.id)
  return { ...event, pending_webhooks: Number(row?.all_of_them) > 0 && !Number(row?.done) ? 1 : 0 }
}
