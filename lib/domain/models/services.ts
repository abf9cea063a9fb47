/**
 * Four services with four memory problems, as instruments show them. Python's side is not invented: the requests of each
 * service are run through the allocator's engine, and blocks and arenas are read from it. The rest is a model: RSS is a base,
 * the arenas and what native code holds, and the lines of the diff are the sites that the requests came from.
 */
import { createAllocator, type Pointer } from '#simulator/index.ts'
import { type Panel, seededRandom } from './model.ts'

export interface ServicesParameters {
  seed: number
}

export const serviceCauses = ['cache', 'cycle', 'burst', 'native'] as const
export type ServiceCause = (typeof serviceCauses)[number]

const MINUTES = 12
/** When the snapshots of the diff are taken: both between two visits of the collector. */
const FIRST_SNAPSHOT = 1
const SECOND_SNAPSHOT = 11
/** RSS of an interpreter with its modules and nothing else. MiB; a round figure. */
const BASE_MIB = 24

interface Site {
  line: string
  bytes: number
}

const sites = {
  handler: { line: 'api/handlers.py:41', bytes: 96 },
  cache: { line: 'api/lookup.py:88', bytes: 208 },
  node: { line: 'api/tree.py:17', bytes: 112 },
  load: { line: 'jobs/nightly.py:63', bytes: 80 },
  keep: { line: 'jobs/index.py:29', bytes: 80 },
  decode: { line: 'images/decode.py:12', bytes: 64 },
  log: { line: 'logging/__init__.py:1160', bytes: 160 },
} satisfies Record<string, Site>
type SiteName = keyof typeof sites

interface Sample {
  minute: number
  rssMiB: number
  blocks: number
  arenas: number
  collected: number
}

/** One service's requests, and what its instruments say minute by minute. */
class Service {
  readonly samples: Sample[] = []
  private readonly heap = createAllocator({ events: false, tracksRequests: false })
  private readonly live = new Map<SiteName, Pointer[]>()
  private nativeMiB = 0
  private collected = 0

  take(site: SiteName, n: number): Pointer[] {
    const taken = Array.from({ length: n }, () => this.heap.malloc(sites[site].bytes).pointer)
    this.live.set(site, [...(this.live.get(site) ?? []), ...taken])
    return taken
  }

  /** Gives back those blocks of a site for which `goes` says so. */
  giveBack(site: SiteName, goes: (index: number) => boolean): number {
    const kept: Pointer[] = []
    let freed = 0
    for (const [index, pointer] of (this.live.get(site) ?? []).entries())
      if (goes(index)) {
        this.heap.free(pointer)
        freed++
      } else kept.push(pointer)
    this.live.set(site, kept)
    return freed
  }

  collect(site: SiteName): void {
    this.collected += this.giveBack(site, () => true)
  }

  holdNative(mib: number): void {
    this.nativeMiB += mib
  }

  sample(minute: number): void {
    const { allocatedBlocks, narenas_currently_allocated: arenas } = this.heap.counters()
    this.samples.push({
      minute,
      rssMiB: Math.round((BASE_MIB + arenas + this.nativeMiB) * 10) / 10,
      blocks: allocatedBlocks,
      arenas,
      collected: this.collected,
    })
    this.collected = 0
  }

  /** KiB that each site holds. */
  held(): Map<string, { kib: number; blocks: number }> {
    return new Map(
      [...this.live].map(([name, pointers]) => [
        sites[name].line,
        { kib: Math.round((pointers.length * sites[name].bytes) / 1024), blocks: pointers.length },
      ]),
    )
  }
}

function live(cause: ServiceCause, random: () => number): { service: Service; diff: (string | number)[][] } {
  const service = new Service()
  const some = (n: number) => Math.round(n * (0.85 + 0.3 * random()))
  service.take('handler', 9000)
  service.take('log', 1500)
  service.take(cause === 'burst' ? 'keep' : 'decode', 400)
  let before = service.held()
  let after = before
  for (let minute = 1; minute <= MINUTES; minute++) {
    // Every service serves requests, whose blocks come and go.
    service.take('handler', some(1200))
    service.giveBack('handler', (index) => index >= 9000 + some(60))
    if (cause === 'cache') service.take('cache', some(2600))
    if (cause === 'cycle') {
      service.take('node', some(15_000))
      // A long threshold: the collector comes by every fourth minute.
      if (minute % 4 === 0) service.collect('node')
    }
    if (cause === 'burst' && minute === 4) {
      service.take('load', 150_000)
      service.giveBack('load', (index) => index % 120 !== 0)
    }
    if (cause === 'native') service.holdNative(3 + random())
    service.sample(minute)
    if (minute === FIRST_SNAPSHOT) before = service.held()
    if (minute === SECOND_SNAPSHOT) after = service.held()
  }
  const rows = [...after]
    .map(([line, now]): (string | number)[] => {
      const then = before.get(line) ?? { kib: 0, blocks: 0 }
      return [line, now.kib, signed(now.kib - then.kib), signed(now.blocks - then.blocks)]
    })
    .toSorted((a, b) => Number(b[1]) - Number(a[1]))
  return { service, diff: rows }
}

const signed = (n: number) => (n > 0 ? `+${n.toLocaleString('en')}` : n.toLocaleString('en'))

/** The line that each cause leads to; native code has none in a Python diff. */
const guilty: Record<ServiceCause, string> = {
  cache: sites.cache.line,
  cycle: sites.node.line,
  burst: sites.load.line,
  native: 'none',
}

const serviceLetters = ['a', 'b', 'c', 'd'] as const

/** Which service has which problem: a shuffle by the seed. */
export function assignCauses({ seed }: ServicesParameters): ServiceCause[] {
  const random = seededRandom(seed)
  const rest = [...serviceCauses]
  return serviceLetters.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0] ?? 'native')
}

export function servicePanels(p: ServicesParameters): Panel[] {
  return assignCauses(p).flatMap((cause, index): Panel[] => {
    const letter = serviceLetters[index] ?? 'a'
    const { service, diff } = live(cause, seededRandom(p.seed + index + 1))
    return [
      {
        id: letter,
        title: `Service ${letter.toUpperCase()}: twelve minutes of it`,
        body: {
          kind: 'table',
          columns: ['Minute', 'RSS MiB', 'getallocatedblocks', 'Arenas', 'Freed by gc'],
          rows: service.samples.map((s) => [
            s.minute,
            s.rssMiB.toFixed(1),
            s.blocks.toLocaleString('en'),
            s.arenas,
            s.collected.toLocaleString('en'),
          ]),
        },
      },
      {
        id: `${letter}-diff`,
        title: `Service ${letter.toUpperCase()}: tracemalloc, minute ${SECOND_SNAPSHOT} compared with minute ${FIRST_SNAPSHOT}`,
        body: { kind: 'table', columns: ['Line', 'KiB now', 'KiB more', 'Blocks more'], rows: diff },
      },
    ]
  })
}

/** Causes under `a` … `d`, guilty lines under `aline` … `dline`. */
export function serviceTruth(p: ServicesParameters): Record<string, string> {
  return Object.fromEntries(
    assignCauses(p).flatMap((cause, index) => {
      const letter = serviceLetters[index] ?? 'a'
      return [
        [letter, cause],
        [`${letter}line`, lineId(guilty[cause])],
      ]
    }),
  )
}

/** A line as the id of a choice: `api/lookup.py:88` is `api-lookup-py-88`. */
const lineId = (line: string): string => line.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** The label that stands over the panels. */
export const servicesLabel =
  'A model of four services: blocks and arenas come from the exact allocator, fed with seeded requests; RSS is 24 MiB plus the arenas plus what native code holds, which leaves out everything else that a process has.'
