/**
 * A model of a producer, a bounded queue and workers in one event loop, tick by tick: how many blocks are held at the worst
 * moment, and how long does it take to get through everything?
 *
 * Left out: what an item costs besides its blocks, and the time that the loop itself takes.
 */
import type { LeverModel, Outputs } from './model.ts'

export interface QueueParameters {
  /** Items that arrive in all; they come in bursts of `burst` every `burstEvery` ticks. */
  items: number
  burst: number
  burstEvery: number
  /** Workers, each busy with one item for `serviceTicks`. */
  workers: number
  serviceTicks: number
  /** A producer that was made to wait for room goes on this many ticks later. */
  wakeTicks: number
  /** Blocks of pymalloc that an item holds while it waits or is worked on. */
  blocksPerItem: number
}

/** @param bound room in the queue; 0 for no bound, as `asyncio.Queue(maxsize=0)` */
export function runQueue(p: QueueParameters, bound: number): Outputs {
  const room = bound === 0 ? Number.POSITIVE_INFINITY : bound
  const busyUntil: number[] = []
  /** Items that have arrived at the producer and wait outside: they are not in memory yet. */
  let outside = 0
  let arrived = 0
  let queued = 0
  let served = 0
  let sleepsUntil = 0
  let peakItems = 0
  let peakOutside = 0
  let tick = 0
  for (; served < p.items && tick < 10_000_000; tick++) {
    while (busyUntil.length > 0 && (busyUntil[0] ?? 0) <= tick) {
      busyUntil.shift()
      served++
    }
    while (busyUntil.length < p.workers && queued > 0) {
      queued--
      busyUntil.push(tick + p.serviceTicks)
    }
    if (tick % p.burstEvery === 0 && arrived < p.items) {
      const more = Math.min(p.burst, p.items - arrived)
      arrived += more
      outside += more
    }
    if (tick >= sleepsUntil && outside > 0) {
      const put = Math.min(outside, room - queued)
      outside -= put
      queued += put
      if (outside > 0) sleepsUntil = tick + p.wakeTicks
    }
    peakItems = Math.max(peakItems, queued + busyUntil.length)
    peakOutside = Math.max(peakOutside, outside)
  }
  return { peakBlocks: peakItems * p.blocksPerItem, ticks: tick, peakWaiting: peakOutside, served }
}

/** The queue with its one lever. */
export const queueModel = (p: QueueParameters): LeverModel => ({
  label: `A model of one producer, a queue and ${p.workers} workers in an event loop, not a measurement: ${p.items.toLocaleString('en')} items come in bursts of ${p.burst} every ${p.burstEvery} ticks; a worker needs ${p.serviceTicks} ticks for one; an item holds ${p.blocksPerItem} blocks while it is queued or worked on; a producer that found no room looks again ${p.wakeTicks} ticks later.`,
  levers: [
    {
      id: 'bound',
      label: 'asyncio.Queue(maxsize=…), 0 for no bound',
      kind: 'number',
      unit: 'items',
      min: 0,
      max: 100_000,
    },
  ],
  initial: { bound: 0 },
  outputs: [
    { id: 'peakBlocks', label: 'Blocks held at the worst moment', unit: 'blocks' },
    { id: 'ticks', label: 'Until everything was served', unit: 'ticks' },
    { id: 'peakWaiting', label: 'Items held back at the source, at most', unit: 'items' },
    { id: 'served', label: 'Items served', unit: 'items' },
  ],
  run: ({ bound }) => runQueue(p, Number(bound)),
})
