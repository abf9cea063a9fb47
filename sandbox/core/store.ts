import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { Kind, Kinds } from '../stripe/types.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS object (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS object_kind ON object (kind, seq);
  CREATE INDEX IF NOT EXISTS object_intent ON object (kind, json_extract(body, '$.payment_intent'));
  CREATE INDEX IF NOT EXISTS object_charge ON object (kind, json_extract(body, '$.charge'));
  CREATE INDEX IF NOT EXISTS object_customer ON object (kind, json_extract(body, '$.customer'));
  CREATE INDEX IF NOT EXISTS object_lookup_key ON object (kind, json_extract(body, '$.lookup_key'));
  CREATE INDEX IF NOT EXISTS object_code ON object (kind, json_extract(body, '$.code'));
  CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS task (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, subject TEXT NOT NULL, due_ms INTEGER NOT NULL,
    UNIQUE (kind, subject));
  CREATE INDEX IF NOT EXISTS task_due ON task (due_ms);
  CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, state TEXT NOT NULL,
    due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS delivery_event ON delivery (event_id);
  CREATE INDEX IF NOT EXISTS delivery_due ON delivery (state, due_ms);
  CREATE TABLE IF NOT EXISTS attempt (
    id INTEGER PRIMARY KEY AUTOINCREMENT, delivery_id INTEGER NOT NULL, at_ms INTEGER NOT NULL,
    took_ms INTEGER NOT NULL, status INTEGER, answer TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS attempt_delivery ON attempt (delivery_id);
  CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
    request_id TEXT NOT NULL, created INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, received_ms INTEGER NOT NULL, mail_from TEXT NOT NULL,
    recipients TEXT NOT NULL, subject TEXT NOT NULL, raw BLOB NOT NULL);
`

const tables = ['object', 'setting', 'task', 'delivery', 'attempt', 'idempotency', 'message'] as const

/** Fields by which lists can be narrowed. They go into SQL as they stand here, never from a request. */
export type Field =
  | 'active'
  | 'charge'
  | 'code'
  | 'customer'
  | 'customer_details.email'
  | 'email'
  | 'lookup_key'
  | 'payment_intent'
  | 'product'
  | 'promotion.coupon'
  | 'currency'
  | 'status'
  | 'source'
  | 'type'

export interface Range {
  gt?: number | undefined
  gte?: number | undefined
  lt?: number | undefined
  lte?: number | undefined
}

export interface Query {
  /** Undefined values are left out; an array means any of. */
  where?: Partial<Record<Field, string | boolean | string[] | undefined>>
  created?: number | Range | undefined
  startingAfter?: string | undefined
  endingBefore?: string | undefined
  /** Events: whether their webhook was delivered. */
  delivered?: boolean | undefined
  limit?: number
}

const undelivered = `EXISTS (SELECT 1 FROM delivery d WHERE d.event_id = object.id)
  AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.event_id = object.id AND d.state = 'succeeded')`

/**
 * Everything that the sandbox remembers, in one SQLite file. Synchronous: a change and its events are one
 * transaction, so a `kill -9` between two statements leaves nothing half done.
 */
export class Store {
  readonly db: DatabaseSync
  #depth = 0
  #afterCommit: (() => void) | undefined

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true })
    this.db = new DatabaseSync(join(dataDir, 'sandbox.sqlite'))
    this.db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 3000')
    this.db.exec(`BEGIN; ${schema} COMMIT`)
  }

  /** Called after each committed transaction: there may be something to deliver. */
  onCommit(listener: () => void): void {
    this.#afterCommit = listener
  }

  /** Runs the work in one transaction; a transaction inside another joins it. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work()
    this.db.exec('BEGIN IMMEDIATE')
    this.#depth = 1
    try {
      const result = work()
      this.db.exec('COMMIT')
      this.#depth = 0
      this.#afterCommit?.()
      return result
    } catch (error) {
      this.#depth = 0
      this.db.exec('ROLLBACK')
      throw error
    }
  }

  insert<K extends Kind>(kind: K, object: Kinds[K], created: number): Kinds[K] {
    this.db
      .prepare('INSERT INTO object (kind, id, created, body) VALUES (?, ?, ?, ?)')
      .run(kind, object.id, created, JSON.stringify(object))
    return object
  }

  update<K extends Kind>(kind: K, object: Kinds[K]): Kinds[K] {
    this.db
      .prepare('UPDATE object SET body = ? WHERE kind = ? AND id = ?')
      .run(JSON.stringify(object), kind, object.id)
    return object
  }

  remove(kind: Kind, id: string): void {
    this.db.prepare('DELETE FROM object WHERE kind = ? AND id = ?').run(kind, id)
  }

  find<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    const row = this.db.prepare('SELECT body FROM object WHERE kind = ? AND id = ?').get(kind, id)
    return row ? decode<K>(row.body) : undefined
  }

  /** For references inside our own objects, where a miss means that the store is broken. */
  findOrThrow<K extends Kind>(kind: K, id: string): Kinds[K] {
    const object = this.find(kind, id)
    if (!object) throw new Error(`The sandbox has lost its ${kind} ${id}`)
    return object
  }

  /** Any object by its id, for expansion. */
  findAny(id: string): object | undefined {
    const row = this.db.prepare("SELECT body FROM object WHERE id = ? AND kind <> 'session_details'").get(id)
    return row ? decode(row.body) : undefined
  }

  first<K extends Kind>(kind: K, where: Query['where']): Kinds[K] | undefined {
    return this.list(kind, { where, limit: 1 }).data[0]
  }

  /** Newest first, as Stripe lists. `endingBefore` gives the page just before (newer than) that id. */
  list<K extends Kind>(kind: K, query: Query = {}): { data: Kinds[K][]; hasMore: boolean } {
    const conditions = ['kind = ?']
    const values: SQLInputValue[] = [kind]
    for (const [field, value] of Object.entries(query.where ?? {})) {
      if (value === undefined) continue
      const wanted = Array.isArray(value) ? value : [value]
      conditions.push(`json_extract(body, '$.${field}') IN (${wanted.map(() => '?').join(', ')})`)
      values.push(...wanted.map((one) => (typeof one === 'boolean' ? Number(one) : one)))
    }
    const created =
      typeof query.created === 'number' ? { gte: query.created, lte: query.created } : query.created
    for (const [key, operator] of [
      ['gt', '>'],
      ['gte', '>='],
      ['lt', '<'],
      ['lte', '<='],
    ] as const) {
      const bound = created?.[key]
      if (bound === undefined) continue
      conditions.push(`created ${operator} ?`)
      values.push(bound)
    }
    if (query.delivered !== undefined)
      conditions.push(query.delivered ? `NOT (${undelivered})` : `(${undelivered})`)
    const backwards = query.endingBefore !== undefined
    const cursor = query.startingAfter ?? query.endingBefore
    if (cursor !== undefined) {
      conditions.push(`seq ${backwards ? '>' : '<'} (SELECT seq FROM object WHERE id = ?)`)
      values.push(cursor)
    }
    const limit = query.limit ?? Number.MAX_SAFE_INTEGER - 1
    const rows = this.db
      .prepare(
        `SELECT body FROM object WHERE ${conditions.join(' AND ')} ORDER BY seq ${backwards ? 'ASC' : 'DESC'} LIMIT ?`,
      )
      .all(...values, limit + 1)
    const data = rows.slice(0, limit).map((row) => decode<K>(row.body))
    return { data: backwards ? data.reverse() : data, hasMore: rows.length > limit }
  }

  setting(key: string): unknown {
    const row = this.db.prepare('SELECT value FROM setting WHERE key = ?').get(key)
    return row ? JSON.parse(String(row.value)) : undefined
  }

  saveSetting(key: string, value: unknown): void {
    this.db
      .prepare(
        'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      )
      .run(key, JSON.stringify(value))
  }

  /** Forgets everything. */
  clear(): void {
    this.transaction(() => {
      for (const table of tables) this.db.exec(`DELETE FROM ${table}`)
    })
  }

  close(): void {
    this.db.close()
  }
}

/** The one place that trusts a stored text: the store wrote it, from a value of this very type. */
function decode<K extends Kind>(body: unknown): Kinds[K] {
  return JSON.parse(String(body)) as Kinds[K]
}
