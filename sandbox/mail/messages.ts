import PostalMime from 'postal-mime'
import type { Store } from '../core/store.ts'

export interface MessageSummary {
  id: number
  receivedAt: string
  from: string
  to: string[]
  subject: string
}

export interface MessageBody {
  text: string
  html: string | null
  headers: { key: string; value: string }[]
  attachments: { filename: string; mimeType: string; bytes: number }[]
}

export function saveMessage(
  store: Store,
  message: { from: string; to: string[]; subject: string; raw: Uint8Array; receivedMs: number },
): void {
  store.db
    .prepare('INSERT INTO message (received_ms, mail_from, recipients, subject, raw) VALUES (?, ?, ?, ?, ?)')
    .run(message.receivedMs, message.from, JSON.stringify(message.to), message.subject, message.raw)
}

/** Newest first; `to` narrows to one recipient, whatever its case. */
export function listMessages(store: Store, to?: string, limit = 200): MessageSummary[] {
  const rows = store.db
    .prepare(
      `SELECT id, received_ms, mail_from, recipients, subject FROM message
       WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM json_each(recipients) WHERE lower(value) = lower(?1))
       ORDER BY id DESC LIMIT ?2`,
    )
    .all(to ?? null, limit)
  return rows.map(summary)
}

export function findMessage(store: Store, id: number): (MessageSummary & { raw: Uint8Array }) | undefined {
  const row = store.db.prepare('SELECT * FROM message WHERE id = ?').get(id)
  return row && { ...summary(row), raw: row.raw instanceof Uint8Array ? row.raw : new Uint8Array() }
}

export function listRecipients(store: Store): string[] {
  const rows = store.db
    .prepare(
      'SELECT DISTINCT lower(value) AS address FROM message, json_each(message.recipients) ORDER BY address',
    )
    .all()
  return rows.map((row) => String(row.address))
}

export function deleteMessages(store: Store): void {
  store.db.exec('DELETE FROM message')
}

export async function readBody(raw: Uint8Array): Promise<MessageBody> {
  const mail = await PostalMime.parse(raw)
  return {
    text: mail.text ?? '',
    html: mail.html ?? null,
    headers: mail.headers.map(({ key, value }) => ({ key, value })),
    attachments: mail.attachments.map((one) => ({
      filename: one.filename ?? 'unnamed',
      mimeType: one.mimeType,
      bytes: typeof one.content === 'string' ? one.content.length : one.content.byteLength,
    })),
  }
}

function summary(row: Record<string, unknown>): MessageSummary {
  const recipients: unknown = JSON.parse(String(row.recipients))
  return {
    id: Number(row.id),
    receivedAt: new Date(Number(row.received_ms)).toISOString(),
    from: String(row.mail_from),
    to: Array.isArray(recipients) ? recipients.map(String) : [],
    subject: String(row.subject),
  }
}
