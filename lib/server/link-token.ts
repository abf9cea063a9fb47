import 'server-only'
import { createHash, createHmac } from 'node:crypto'
import { env } from './env.ts'

/**
 * The secret of a mailed link, made from what it is for: a job that is tried again mails the same link, and neither the queue nor
 * the database holds one that works. Only its hash is kept.
 * @param purpose unique for each link: "withdrawal:<job>"
 */
export function makeLinkToken(purpose: string): string {
  return createHmac('sha256', env.AUTH_SECRET).update(`link:${purpose}`).digest('base64url')
}

/** What stands in the table for a link's secret. */
export function hashLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
