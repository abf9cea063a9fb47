// What a webhook says, and to whom: Stripe's and BTCPay's go the same way, and are signed each as they are in life.
import Stripe from 'stripe'
import { presentDelivery, readBtcpayEndpoint, signDelivery } from '../../btcpay/engine/events.ts'
import { toSeconds } from '../../core/clock.ts'
import { presentEvent, readEndpoint } from '../engine/events.ts'
import type { World } from '../world.ts'

export interface Letter {
  url: string
  payload: string
  headers: Record<string, string>
}

/** The kinds of events that somebody waits for. */
export function kindsThatGo(world: World): string[] {
  return [...(readEndpoint(world) ? ['event'] : []), ...(readBtcpayEndpoint(world) ? ['btcpay.event'] : [])]
}

/** The webhook of an event; null when nobody waits for it any more. */
export function writeLetter(world: World, eventId: string, attempts: number): Letter | null {
  return stripeLetter(world, eventId) ?? btcpayLetter(world, eventId, attempts)
}

function stripeLetter(world: World, eventId: string): Letter | null {
  const endpoint = readEndpoint(world)
  const event = world.store.find('event', eventId)
  if (!endpoint || !event) return null
  const payload = JSON.stringify(presentEvent(world, event), null, 2)
  // The signature's time is the machine's own, whatever the sandbox's clock says: receivers compare it with theirs.
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret: endpoint.secret,
    timestamp: toSeconds(Date.now()),
  })
  const headers = {
    'stripe-signature': signature,
    'user-agent': 'Stripe/1.0 (the sandbox; https://docs.stripe.com/webhooks)',
  }
  return { url: endpoint.url, payload, headers }
}

function btcpayLetter(world: World, eventId: string, attempts: number): Letter | null {
  const endpoint = readBtcpayEndpoint(world)
  const event = world.store.find('btcpay.event', eventId)
  if (!endpoint || !event) return null
  const payload = JSON.stringify(presentDelivery(event, attempts))
  return { url: endpoint.url, payload, headers: { 'btcpay-sig': signDelivery(payload, endpoint.secret) } }
}
