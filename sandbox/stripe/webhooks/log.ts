// What became of each event's webhook, for the dashboard and the control API.
import type { World } from '../world.ts'

export interface AttemptView {
  atMs: number
  tookMs: number
  status: number | null
  answer: string
}

export interface DeliveryView {
  id: number
  state: 'pending' | 'succeeded' | 'failed' | 'dropped'
  dueMs: number
  attempts: AttemptView[]
}

export function deliveriesOf(world: World, eventId: string): DeliveryView[] {
  const deliveries = world.store.db
    .prepare('SELECT id, state, due_ms FROM delivery WHERE event_id = ? ORDER BY id')
    .all(eventId)
  return deliveries.map((row) => ({
    id: Number(row.id),
    state: readState(row.state),
    dueMs: Number(row.due_ms),
    attempts: attemptsOf(world, Number(row.id)),
  }))
}

function attemptsOf(world: World, deliveryId: number): AttemptView[] {
  const rows = world.store.db
    .prepare('SELECT at_ms, took_ms, status, answer FROM attempt WHERE delivery_id = ? ORDER BY id')
    .all(deliveryId)
  return rows.map((row) => ({
    atMs: Number(row.at_ms),
    tookMs: Number(row.took_ms),
    status: row.status === null ? null : Number(row.status),
    answer: String(row.answer),
  }))
}

function readState(state: unknown): DeliveryView['state'] {
  if (state === 'pending' || state === 'succeeded' || state === 'failed' || state === 'dropped') return state
  throw new Error(`A delivery cannot be ${String(state)}`)
}
