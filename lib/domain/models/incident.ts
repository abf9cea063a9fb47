/**
 * The capstone: one service with a slow leak, a fragmentation plateau and a bad fork set-up at once. Arenas come from the
 * allocator's engine, fed with one night of requests; the workers' memory from the page model of `fleet.ts`.
 */
import { createAllocator, type Pointer } from '#simulator/index.ts'
import { dirtyPages, type FleetParameters } from './fleet.ts'
import { type LeverModel, MIB, type Outputs, PAGE_BYTES } from './model.ts'

export interface IncidentParameters {
  fleet: FleetParameters
  /** Entries that the cache gains in a night, of 208 bytes each. */
  cacheEntries: number
  /** Objects of the nightly import, of 80 bytes each, and how many of them stay: one in `survivorEvery`. */
  importObjects: number
  survivorEvery: number
}

const WARM_BLOCKS = 20_000

/** Nights that were gone through before: there are four for a service, and each takes some 100 ms. */
const nights = new Map<string, number>()

/** Arenas after the night. */
function arenasAfterNight(p: IncidentParameters, cacheBounded: boolean, importApart: boolean): number {
  const key = [p.cacheEntries, p.importObjects, p.survivorEvery, cacheBounded, importApart].join()
  const arenas = nights.get(key) ?? goThroughNight(p, cacheBounded, importApart)
  nights.set(key, arenas)
  return arenas
}

function goThroughNight(p: IncidentParameters, cacheBounded: boolean, importApart: boolean): number {
  const heap = createAllocator({ events: false, tracksRequests: false })
  for (let i = 0; i < WARM_BLOCKS; i++) heap.malloc(96)
  const imported: Pointer[] = []
  // In a child process the import takes its arenas with it; what it leaves here are its results.
  for (let i = 0; i < p.importObjects; i++) {
    if (importApart && i % p.survivorEvery !== 0) continue
    imported.push(heap.malloc(80).pointer)
  }
  if (!importApart)
    for (const [i, pointer] of imported.entries()) if (i % p.survivorEvery !== 0) heap.free(pointer)
  const entries = cacheBounded ? Math.min(p.cacheEntries, 1024) : p.cacheEntries
  for (let i = 0; i < entries; i++) heap.malloc(208)
  return heap.counters().narenas_currently_allocated
}

function run(p: IncidentParameters, levers: Record<string, string | number>): Outputs {
  const arenas = arenasAfterNight(p, levers.cache === 'bound', levers.import === 'child')
  const shared = dirtyPages(p.fleet, levers.fork === 'freeze', true)
  // Loaded in each worker, nothing is shared at all.
  const privateMiB = levers.fork === 'disable' ? p.fleet.heapMiB : (shared.all * PAGE_BYTES) / MIB
  const fleetUssMiB = Math.round(p.fleet.workers * privateMiB)
  return { arenas, fleetUssMiB, processes: p.fleet.workers }
}

/** The service with the fixes that may be tried. Some of them do nothing for the problem that they stand beside. */
export const incidentModel = (p: IncidentParameters): LeverModel => ({
  label: `A model of one night: its arenas come from the exact allocator, its ${p.fleet.workers} workers from the page model of lesson 14. Left out: everything that is neither Python's objects nor the pages that workers share.`,
  levers: [
    {
      id: 'cache',
      label: 'The lookup cache',
      kind: 'choice',
      options: [
        { id: 'as-it-is', text: 'stays as it is' },
        { id: 'collect', text: 'gc.collect() every minute' },
        { id: 'trim', text: 'malloc_trim(0) every minute' },
        { id: 'bound', text: 'lru_cache(maxsize=1024)' },
      ],
    },
    {
      id: 'import',
      label: 'The nightly import',
      kind: 'choice',
      options: [
        { id: 'as-it-is', text: 'stays as it is' },
        { id: 'collect', text: 'gc.collect() after it' },
        { id: 'trim', text: 'malloc_trim(0) after it' },
        { id: 'child', text: 'runs in a child process that hands over its results' },
      ],
    },
    {
      id: 'fork',
      label: 'The workers',
      kind: 'choice',
      options: [
        { id: 'as-it-is', text: 'stay as they are: preload, then fork' },
        { id: 'recycle', text: 'max_requests = 1,000 with jitter' },
        { id: 'disable', text: 'load everything in each worker' },
        { id: 'freeze', text: 'preload, gc.freeze(), then fork' },
      ],
    },
  ],
  initial: { cache: 'as-it-is', import: 'as-it-is', fork: 'as-it-is' },
  outputs: [
    { id: 'arenas', label: 'Arenas of the parent after the night', unit: 'arenas' },
    { id: 'fleetUssMiB', label: 'USS of all workers', unit: 'MiB' },
    { id: 'processes', label: 'Workers', unit: '' },
  ],
  run: (levers) => run(p, levers),
})
