import { readSwitches } from '../engine/events.ts'
import { nextTaskDue, runDueTasks } from '../engine/tasks.ts'
import type { World } from '../world.ts'
import { kindsThatGo, type Letter, writeLetter } from './letter.ts'

export interface DispatcherOptions {
  /** How long to wait after each failed attempt; after the last one the delivery has failed. */
  retryDelaysMs: number[]
  /** How long the receiver has to answer. */
  timeoutMs: number
  /** The longest sleep: short where an injected clock may jump. */
  maximumSleepMs: number
}

export interface Dispatcher {
  /** Looks at once whether something is due. */
  wake(): void
  /** Resolves when everything that is due has been tried. */
  settled(): Promise<void>
  stop(): Promise<void>
}

interface Delivery {
  id: number
  eventId: string
  attempts: number
}

const atOnce = 4

/** Does what is due: tasks by time, and the webhooks on their way. Deliveries and their retries survive a restart. */
export function startDispatcher(world: World, options: DispatcherOptions): Dispatcher {
  const inFlight = new Map<number, Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  function wake(): void {
    clearTimeout(timer)
    timer = setTimeout(look, 0)
  }

  function look(): void {
    if (stopped) return
    clearTimeout(timer)
    runDueTasks(world)
    for (const delivery of dueDeliveries()) start(delivery)
    const due = nextDue()
    const sleep = due === undefined ? options.maximumSleepMs : due - world.clock.now()
    timer = setTimeout(look, Math.min(Math.max(sleep, 1), options.maximumSleepMs))
  }

  function dueDeliveries(): Delivery[] {
    const { paused, reorder } = readSwitches(world)
    const room = (reorder ? 1 : atOnce) - inFlight.size
    const kinds = kindsThatGo(world)
    if (paused || room <= 0 || kinds.length === 0) return []
    const order = reorder ? 'event_seq DESC, d.id DESC' : 'd.due_ms, d.id'
    const rows = world.store.db
      .prepare(
        `SELECT d.id, d.event_id, d.attempts, object.seq AS event_seq
         FROM delivery d JOIN object ON object.id = d.event_id
         WHERE d.state = 'pending' AND d.due_ms <= ? AND object.kind IN (${kinds.map(() => '?').join(', ')})
         ORDER BY ${order} LIMIT ?`,
      )
      .all(world.clock.now(), ...kinds, room + inFlight.size)
    return rows
      .map((row) => ({ id: Number(row.id), eventId: String(row.event_id), attempts: Number(row.attempts) }))
      .filter((delivery) => !inFlight.has(delivery.id))
      .slice(0, room)
  }

  function nextDue(): number | undefined {
    const row = world.store.db
      .prepare("SELECT min(due_ms) AS due FROM delivery WHERE state = 'pending'")
      .get()
    const { paused } = readSwitches(world)
    const delivery =
      row?.due == null || paused || inFlight.size > 0 || kindsThatGo(world).length === 0
        ? undefined
        : Number(row.due)
    const dues = [delivery, nextTaskDue(world)].filter((due) => due !== undefined)
    return dues.length > 0 ? Math.min(...dues) : undefined
  }

  function start(delivery: Delivery): void {
    const letter = writeLetter(world, delivery.eventId, delivery.attempts)
    if (!letter) return
    const done = send(delivery, letter).finally(() => {
      inFlight.delete(delivery.id)
      if (!stopped) look()
    })
    inFlight.set(delivery.id, done)
  }

  async function send(delivery: Delivery, letter: Letter): Promise<void> {
    const began = Date.now()
    const { status, answer } = await post(letter, options.timeoutMs)
    if (stopped) return
    record(delivery, status, answer, Date.now() - began)
  }

  function record(delivery: Delivery, status: number | null, answer: string, tookMs: number): void {
    const now = world.clock.now()
    const arrived = status !== null && status >= 200 && status < 300
    const retryInMs = options.retryDelaysMs[delivery.attempts]
    const state = arrived ? 'succeeded' : retryInMs === undefined ? 'failed' : 'pending'
    world.store.transaction(() => {
      world.store.db
        .prepare('INSERT INTO attempt (delivery_id, at_ms, took_ms, status, answer) VALUES (?, ?, ?, ?, ?)')
        .run(delivery.id, now, tookMs, status, answer)
      world.store.db
        .prepare('UPDATE delivery SET state = ?, attempts = attempts + 1, due_ms = ? WHERE id = ?')
        .run(state, now + (retryInMs ?? 0), delivery.id)
    })
  }

  async function settled(): Promise<void> {
    look()
    while (inFlight.size > 0) await Promise.all(inFlight.values())
  }

  async function stop(): Promise<void> {
    stopped = true
    clearTimeout(timer)
    await Promise.race([
      Promise.allSettled(inFlight.values()),
      new Promise((resolve) => setTimeout(resolve, 500).unref()),
    ])
  }

  wake()
  return { wake, settled, stop }
}

async function post(
  { url, payload, headers }: Letter,
  timeoutMs: number,
): Promise<{ status: number | null; answer: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: payload,
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, answer: (await response.text()).slice(0, 2000) }
  } catch (error) {
    const reason =
      error instanceof Error
        ? error.cause instanceof Error
          ? error.cause.message
          : error.message
        : String(error)
    return { status: null, answer: reason || 'No connection.' }
  }
}
