import type { z } from 'zod'
import { type FieldErrors, fixedEmail, readPayment, readTyped } from '../checkout/form.ts'
import { authenticate, pay } from '../stripe/engine/payments.ts'
import { enterPromotionCode, findSession } from '../stripe/engine/sessions.ts'
import { invalidRequest } from '../stripe/errors.ts'
import type { Session } from '../stripe/types.ts'
import type { World } from '../stripe/world.ts'
import type { paymentBody } from './schemas.ts'

export interface PaidView {
  outcome: 'complete' | 'declined'
  message: string | null
  code: string | null
  session: Session
}

/** Does what a buyer does on the hosted page, by the same rules. */
export function payWithoutBrowser(world: World, asked: z.output<typeof paymentBody>): PaidView {
  if (asked.promotionCode !== undefined) enterPromotionCode(world, asked.session, asked.promotionCode)
  const session = findSession(world, asked.session)
  const method = asked.method === 'crypto' && asked.arrivesLater ? 'crypto_later' : asked.method
  const email = asked.email ?? fixedEmail(session) ?? 'buyer@example.com'
  const card = {
    number: asked.card ?? '4242424242424242',
    expiry: '12/34',
    cvc: '123',
    name: asked.name ?? '',
  }
  const typed = readTyped({ ...asked.billing, email, method, ...card })
  const read = readPayment(session, typed, world.clock.now())
  if ('errors' in read) throw firstError(read.errors)
  const tried = pay(world, session.id, read.payment)
  const result =
    tried.outcome === 'authenticate' ? authenticate(world, session.id, asked.authenticate) : tried
  const now = findSession(world, session.id)
  if (result.outcome !== 'declined') return { outcome: 'complete', message: null, code: null, session: now }
  return { outcome: 'declined', message: result.message, code: result.code, session: now }
}

function firstError(errors: FieldErrors) {
  const [param, message] = Object.entries(errors)[0] ?? ['', 'This cannot be paid.']
  return invalidRequest(message, { param })
}
