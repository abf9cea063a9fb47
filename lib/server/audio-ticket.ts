import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from './env.ts'

/** Long enough for a lesson with pauses; the player asks for another when it is over. */
const ticketMs = 3 * 60 * 60 * 1000

interface Purpose {
  courseSlug: string
  lessonSlug: string
  /** Who may use it. */
  userId: string
}

function sign({ courseSlug, lessonSlug, userId }: Purpose, expires: string): string {
  const subject = ['audio', courseSlug, lessonSlug, userId, expires].join('\n')
  return createHmac('sha256', env.AUTH_SECRET).update(subject).digest('base64url')
}

/** What makes the address of a recording one that nobody guesses or keeps. It opens nothing by itself: the session must. */
export function makeAudioTicket(purpose: Purpose, now: Date = new Date()): string {
  const expires = (now.getTime() + ticketMs).toString(36)
  return `${expires}.${sign(purpose, expires)}`
}

/** Whether this ticket was made for this purpose and is not over. */
export function isAudioTicket(purpose: Purpose, ticket: string, now: Date = new Date()): boolean {
  const [expires = '', signature = ''] = ticket.split('.')
  if (!(Number.parseInt(expires, 36) > now.getTime())) return false
  const [given, right] = [Buffer.from(signature), Buffer.from(sign(purpose, expires))]
  return given.length === right.length && timingSafeEqual(given, right)
}
