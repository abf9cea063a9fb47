/** What this lesson computes from recorded measurements when it is compiled. */
import { measured, written } from '../../evidence/index.ts'

export const t = (value: string, digits = 0) => written('triage', value, digits)

const samples = (value: string) => written('saw-tooth', value).split(' ').map(Number)
export const lines = [
  { name: 'collector on', samples: samples('onSamples') },
  { name: 'collector off', samples: samples('offSamples') },
] as const
export const highest = {
  on: written('saw-tooth', 'onHighest'),
  off: written('saw-tooth', 'offHighest'),
}

// The sentences of the triage, held against what was measured.
const m = (value: string) => measured('triage', value)
const flat = 5_000
if (m('cyclesBlocks') < flat || m('cyclesCollected') > flat)
  throw new Error('a collection brings cycles back')
if (m('cacheCollected') < flat) throw new Error('a collection does not bring a cache back')
if (m('burstBlocks') > flat || m('burstArenas') < 20 || m('burstUse') > 20)
  throw new Error('a burst leaves few blocks in many arenas')
if (m('nativeBlocks') > flat || m('nativeArenas') !== 0 || m('nativeTraced') > 0.1 || m('nativeRss') < 20)
  throw new Error('native memory shows in RSS alone')
if (m('healthyRss') > 1) throw new Error('the healthy service does not grow')
