/**
 * A model of forked workers, page by page: which pages of a preloaded heap does each worker make its own by writing to them,
 * how much do they leak until they are recycled, and how many are away at once?
 *
 * Left out: everything that a page table knows beyond "shared or private", swapping, and the time that copying takes.
 */
import { type LeverModel, MIB, type Outputs, PAGE_BYTES, seededRandom } from './model.ts'

export interface FleetParameters {
  seed: number
  workers: number
  /** Objects that the parent has loaded before it forks. MiB. */
  heapMiB: number
  /**
   * What one full collection in a child dirties without `gc.freeze()`. MiB; 62 was measured on 3.13, 50 on 3.11 (outline of
   * lesson 14; specification, section 16).
   */
  gcDirtiesMiB: number
  /** What reading all data dirties by reference counts, where they are objects. MiB; 49 on 3.13, 74 on 3.11 (as above). */
  readDirtiesMiB: number
  /** The share of the data that a worker reads in its life. */
  readShare: number
  /** Private memory that a request leaves behind. KiB. */
  leakKiBPerRequest: number
  /** Requests that each worker is given while the run lasts. */
  requestsPerWorker: number
  /** How long a worker is away when it is recycled, counted in requests. */
  restartRequests: number
}

/** Pages of the heap, each with what would write to it. */
function layOut(p: FleetParameters): { collected: Uint8Array; counted: Uint8Array } {
  const pages = Math.round((p.heapMiB * MIB) / PAGE_BYTES)
  const random = seededRandom(p.seed)
  const collected = new Uint8Array(pages)
  const counted = new Uint8Array(pages)
  for (let i = 0; i < pages; i++) {
    // Every page with a container is written to by a collection; reference counts lie on fewer pages or on more.
    collected[i] = random() < p.gcDirtiesMiB / p.heapMiB ? 1 : 0
    counted[i] = random() < p.readDirtiesMiB / p.heapMiB ? 1 : 0
  }
  return { collected, counted }
}

/** Pages that one worker makes private, and those of them that only its collector wrote to. */
export function dirtyPages(
  p: FleetParameters,
  frozen: boolean,
  asObjects: boolean,
): { all: number; byCollector: number } {
  const { collected, counted } = layOut(p)
  const read = Math.round(counted.length * p.readShare)
  let all = 0
  let byCollector = 0
  for (let i = 0; i < collected.length; i++) {
    const readHere = asObjects && i < read && counted[i] === 1
    const collectedHere = !frozen && collected[i] === 1
    if (collectedHere) byCollector++
    if (readHere || collectedHere) all++
  }
  return { all, byCollector }
}

/**
 * Recycling, as gunicorn does it: a worker goes after `maxRequests` plus a random part of `jitter`, 0 for never.
 * @returns the most requests that a worker lived through, and the most workers that were away at once
 */
export function recycle(
  p: FleetParameters,
  maxRequests: number,
  jitter: number,
): { longestLife: number; mostAway: number; restarts: number } {
  if (maxRequests === 0) return { longestLife: p.requestsPerWorker, mostAway: 0, restarts: 0 }
  const random = seededRandom(p.seed + 1)
  const away: [at: number, change: number][] = []
  let longestLife = 0
  let restarts = 0
  for (let worker = 0; worker < p.workers; worker++) {
    for (let at = 0; ; ) {
      const life = maxRequests + Math.floor(random() * (jitter + 1))
      at += life
      if (at > p.requestsPerWorker) {
        longestLife = Math.max(longestLife, life - (at - p.requestsPerWorker))
        break
      }
      longestLife = Math.max(longestLife, life)
      restarts++
      away.push([at, 1], [at + p.restartRequests, -1])
      at += p.restartRequests
    }
  }
  // Who comes back at a moment is back before the next one leaves.
  away.sort(([a, x], [b, y]) => a - b || x - y)
  let now = 0
  let mostAway = 0
  for (const [, change] of away) {
    now += change
    mostAway = Math.max(mostAway, now)
  }
  return { longestLife, mostAway, restarts }
}

const tenth = (n: number) => Math.round(n * 10) / 10

function run(p: FleetParameters, levers: Record<string, string | number>): Outputs {
  const pages = dirtyPages(p, levers.freeze === 'yes', levers.data !== 'array')
  const life = recycle(p, Number(levers.maxrequests), Number(levers.jitter))
  const leaked = (life.longestLife * p.leakKiBPerRequest) / 1024
  const privateMiB = (pages.all * PAGE_BYTES) / MIB + leaked
  return {
    fleetUssMiB: tenth(p.workers * privateMiB),
    gcDirtyPages: p.workers * pages.byCollector,
    maxSimultaneousRestarts: life.mostAway,
    peakRssMiB: tenth(p.heapMiB + leaked),
    restarts: life.restarts,
  }
}

/** The fleet with its levers. */
export const fleetModel = (p: FleetParameters): LeverModel => ({
  label: `A model of ${p.workers} forked workers, page by page, not a measurement: ${p.heapMiB} MiB are loaded before the fork; one full collection writes to ${p.gcDirtiesMiB} MiB of them and reading all of it to ${p.readDirtiesMiB} MiB, as was measured on CPython 3.13; a request leaves ${p.leakKiBPerRequest} KiB behind. Each worker runs one full collection, reads ${Math.round(p.readShare * 100)} % of the data, and is given ${p.requestsPerWorker.toLocaleString('en')} requests.`,
  levers: [
    {
      id: 'freeze',
      label: 'gc.freeze() before the fork',
      kind: 'choice',
      options: [
        { id: 'no', text: 'no' },
        { id: 'yes', text: 'yes' },
      ],
    },
    {
      id: 'data',
      label: 'The data that workers read lie in',
      kind: 'choice',
      options: [
        { id: 'objects', text: 'lists of objects' },
        { id: 'array', text: 'one array' },
      ],
    },
    {
      id: 'maxrequests',
      label: 'max_requests (0: never)',
      kind: 'number',
      unit: 'requests',
      min: 0,
      max: 50_000,
    },
    { id: 'jitter', label: 'max_requests_jitter', kind: 'number', unit: 'requests', min: 0, max: 50_000 },
  ],
  initial: { freeze: 'no', data: 'objects', maxrequests: 0, jitter: 0 },
  outputs: [
    { id: 'fleetUssMiB', label: 'USS of all workers at their fullest', unit: 'MiB' },
    { id: 'gcDirtyPages', label: 'Pages made private by the collector', unit: 'pages' },
    { id: 'maxSimultaneousRestarts', label: 'Workers away at the same time, at most', unit: 'workers' },
    { id: 'peakRssMiB', label: 'RSS of the fullest worker', unit: 'MiB' },
    { id: 'restarts', label: 'Restarts', unit: 'in all' },
  ],
  run: (levers) => run(p, levers),
})
