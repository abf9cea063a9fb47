/**
 * The report of `_PyObject_DebugMallocStats()`: as numbers, and as the text that CPython writes, byte for byte.
 * Mirrors that function, `printone()` and `pool_is_in_list()`'s neighbours in `Objects/obmalloc.c`.
 */
import { blockSize, blocksPerPool, tailWaste } from './size-class.ts'
import { ARENA_WORDS, CARVED, COUNT, NFREEPOOLS, NTOTALPOOLS, type ObmallocState, SZIDX } from './state.ts'

/** One row of the table: a size class with at least one pool that is not empty. */
export interface ClassStats {
  readonly sizeClass: number
  readonly size: number
  readonly pools: number
  readonly blocksInUse: number
  /** Free and virgin blocks. */
  readonly availableBlocks: number
}

/** The radix tree's part, 3.10+. Bytes. */
export interface ArenaMapStats {
  /** Null on 32-bit builds, whose map is one flat table. */
  readonly nodes: { readonly mid: number; readonly bot: number } | null
  readonly rootBytes: number
  readonly midBytes: number
  readonly botBytes: number
}

/** Every number of the report. Bytes where the name says so. */
export interface AllocatorStats {
  readonly classes: readonly ClassStats[]
  readonly arenasAllocatedTotal: number
  readonly arenasReclaimed: number
  readonly arenasHighwater: number
  readonly arenasCurrent: number
  readonly arenaBytes: number
  readonly allocatedBytes: number
  readonly availableBytes: number
  readonly unusedPools: number
  readonly unusedPoolBytes: number
  readonly poolHeaderBytes: number
  readonly quantizationBytes: number
  readonly arenaAlignmentBytes: number
  /** Sum of the six lines above it; always equal to `arenaBytes`. */
  readonly totalBytes: number
  readonly arenaMap: ArenaMapStats | null
}

/** Walks all arenas by index and their carved pools, as the C function does. Does not look at lists. */
export function stats(s: ObmallocState): AllocatorStats {
  const p = s.profile
  const pools = new Array<number>(s.classes).fill(0)
  const blocks = new Array<number>(s.classes).fill(0)
  let unusedPools = 0
  let arenaAlignmentBytes = 0
  for (let a = 0; a < s.maxarenas; a++) {
    if (s.arenaAddress[a] === 0) continue
    const o = a * ARENA_WORDS
    unusedPools += s.arena[o + NFREEPOOLS] as number
    if ((s.arena[o + NTOTALPOOLS] as number) < s.poolsPerArena) arenaAlignmentBytes += p.POOL_SIZE
    const first = s.poolNumber(a)
    const carved = s.arena[o + CARVED] as number
    for (let i = first; i < first + carved; i++) {
      const pool = s.poolAt(i)
      const count = s.links[pool + COUNT] as number
      if (count === 0) continue
      const c = s.word(pool, SZIDX)
      pools[c] = (pools[c] ?? 0) + 1
      blocks[c] = (blocks[c] ?? 0) + count
    }
  }

  const classes: ClassStats[] = []
  let allocatedBytes = 0
  let availableBytes = 0
  let poolHeaderBytes = 0
  let quantizationBytes = 0
  pools.forEach((n, c) => {
    if (n === 0) return
    const size = blockSize(p, c)
    const blocksInUse = blocks[c] ?? 0
    const availableBlocks = n * blocksPerPool(p, c) - blocksInUse
    classes.push({ sizeClass: c, size, pools: n, blocksInUse, availableBlocks })
    allocatedBytes += blocksInUse * size
    availableBytes += availableBlocks * size
    poolHeaderBytes += n * p.POOL_OVERHEAD
    quantizationBytes += n * tailWaste(p, c)
  })
  const unusedPoolBytes = unusedPools * p.POOL_SIZE
  return {
    classes,
    arenasAllocatedTotal: s.ntimes_arena_allocated,
    arenasReclaimed: s.ntimes_arena_allocated - s.narenas_currently_allocated,
    arenasHighwater: s.narenas_highwater,
    arenasCurrent: s.narenas_currently_allocated,
    arenaBytes: s.narenas_currently_allocated * p.ARENA_SIZE,
    allocatedBytes,
    availableBytes,
    unusedPools,
    unusedPoolBytes,
    poolHeaderBytes,
    quantizationBytes,
    arenaAlignmentBytes,
    totalBytes:
      allocatedBytes +
      availableBytes +
      unusedPoolBytes +
      poolHeaderBytes +
      quantizationBytes +
      arenaAlignmentBytes,
    arenaMap: arenaMapStats(s),
  }
}

/** Sizes of the tree's nodes: pointers, pointers, and leaves of two int32 a cell. 8 bytes each on 64-bit builds. */
function arenaMapStats(s: ObmallocState): ArenaMapStats | null {
  const radix = s.profile.radix
  if (radix === null) return null
  const cell = 8
  if (radix.top === 0) return { nodes: null, rootBytes: cell * 2 ** radix.bot, midBytes: 0, botBytes: 0 }
  const nodes = s.arenaMap.counts()
  return {
    nodes,
    rootBytes: s.profile.pointerBytes * 2 ** radix.top,
    midBytes: nodes.mid * s.profile.pointerBytes * 2 ** radix.mid,
    botBytes: nodes.bot * cell * 2 ** radix.bot,
  }
}

const withCommas = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

/** `printone()`: the label in 35 columns, then the number with commas in 21. */
const line = (label: string, value: number): string =>
  `${label.padEnd(35)}=${withCommas(value).padStart(21)}\n`

const row = (each: ClassStats): string =>
  [
    String(each.sizeClass).padStart(5),
    String(each.size).padStart(6),
    String(each.pools).padStart(11),
    String(each.blocksInUse).padStart(15),
    String(each.availableBlocks).padStart(13),
  ].join(' ')

/** The text that `_PyObject_DebugMallocStats(stderr)` writes for this state. */
export function statsText(s: ObmallocState): string {
  const n = stats(s)
  const p = s.profile
  const table = n.classes.map((each) => `${row(each)}\n`).join('')
  return [
    `Small block threshold = ${p.SMALL_REQUEST_THRESHOLD}, in ${s.classes} size classes.\n\n`,
    'class   size   num pools   blocks in use  avail blocks\n',
    '-----   ----   ---------   -------------  ------------\n',
    table,
    '\n',
    line('# arenas allocated total', n.arenasAllocatedTotal),
    line('# arenas reclaimed', n.arenasReclaimed),
    line('# arenas highwater mark', n.arenasHighwater),
    line('# arenas allocated current', n.arenasCurrent),
    line(`${n.arenasCurrent} arenas * ${p.ARENA_SIZE} bytes/arena`, n.arenaBytes),
    '\n',
    line('# bytes in allocated blocks', n.allocatedBytes),
    line('# bytes in available blocks', n.availableBytes),
    line(`${n.unusedPools} unused pools * ${p.POOL_SIZE} bytes`, n.unusedPoolBytes),
    line('# bytes lost to pool headers', n.poolHeaderBytes),
    line('# bytes lost to quantization', n.quantizationBytes),
    line('# bytes lost to arena alignment', n.arenaAlignmentBytes),
    line('Total', n.totalBytes),
    ...arenaMapText(n.arenaMap),
  ].join('')
}

function arenaMapText(map: ArenaMapStats | null): string[] {
  if (map === null) return []
  const root = line('# bytes lost to arena map root', map.rootBytes)
  if (map.nodes === null) return ['\narena map counts\n', root]
  return [
    '\narena map counts\n',
    line('# arena map mid nodes', map.nodes.mid),
    line('# arena map bot nodes', map.nodes.bot),
    '\n',
    root,
    line('# bytes lost to arena map mid', map.midBytes),
    line('# bytes lost to arena map bot', map.botBytes),
    line('Total', map.rootBytes + map.midBytes + map.botBytes),
  ]
}
