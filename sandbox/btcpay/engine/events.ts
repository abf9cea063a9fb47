import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { newId, randomLetters } from '../../core/ids.ts'
import { putOnTheWay } from '../../stripe/engine/events.ts'
import { nowSeconds, type World } from '../../stripe/world.ts'
import type { BtcpayEvent } from '../types.ts'

export const storeId = 'sandbox'

const endpointSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }), secret: z.string().min(1) })
export const btcpayEndpointChange = endpointSchema.partial({ secret: true }).nullable()
export type BtcpayEndpoint = z.infer<typeof endpointSchema>

export function readBtcpayEndpoint(world: World): BtcpayEndpoint | null {
  return endpointSchema.nullable().parse(world.store.setting('btcpay_endpoint') ?? null)
}

export function saveBtcpayEndpoint(world: World, endpoint: BtcpayEndpoint | null): void {
  world.store.transaction(() => world.store.saveSetting('btcpay_endpoint', endpoint))
}

/** Records that something happened, and puts its webhook on the way as the switches say. */
export function emitBtcpay(world: World, type: string, body: Record<string, unknown>): void {
  const event: BtcpayEvent = { id: newId('', 22), type, createdMs: world.clock.now(), body }
  world.store.insert('btcpay.event', event, nowSeconds(world))
  if (readBtcpayEndpoint(world)) putOnTheWay(world, event.id)
}

/** One delivery of it: a redelivery has an id of its own, and names the first. */
export function presentDelivery(event: BtcpayEvent, attempts: number): Record<string, unknown> {
  return {
    deliveryId: attempts === 0 ? event.id : randomLetters(22),
    webhookId: 'sandboxwebhook',
    originalDeliveryId: event.id,
    isRedelivery: attempts > 0,
    type: event.type,
    timestamp: Math.floor(event.createdMs / 1000),
    storeId,
    ...event.body,
  }
}

export function signDelivery(payload: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(payload).digest('hex')}`
}
