/**
 * `address_in_range()` and the radix tree behind it (`arena_map_get()`, `arena_map_mark_used()`,
 * `arena_map_is_used()` in `Objects/obmalloc.c`, 3.10+).
 *
 * CPython's tree is keyed by `address / ARENA_SIZE`; a leaf says where in that cell an arena starts (`tail_hi`) and
 * where one that started in the cell before ends (`tail_lo`). A map from cell to arena gives the same answers; the nodes
 * that the tree would have made are counted as it counts them. Builds up to 3.9 read the pool header instead and look
 * the index up in `arenas`: the same answer for every address by construction.
 */
import type { Profile } from './constants.ts'

/** Node counts as `arena_map_mid_count` and `arena_map_bot_count` hold them. Nodes are never removed. */
export interface ArenaMapCounts {
  readonly mid: number
  readonly bot: number
}

export class ArenaMap {
  private readonly size: number
  private readonly midSpan: number
  private readonly botSpan: number
  private readonly countsNodes: boolean
  /** Cell in which an arena starts -> its index. */
  private readonly starts = new Map<number, number>()
  /** Keys of the nodes in the order in which they were made; sets keep that order. */
  private mid = new Set<number>()
  private bot = new Set<number>()

  constructor(profile: Profile) {
    this.size = profile.ARENA_SIZE
    const radix = profile.radix
    this.countsNodes = radix !== null && radix.top > 0
    this.botSpan = profile.ARENA_SIZE * 2 ** (radix?.bot ?? 0)
    this.midSpan = this.botSpan * 2 ** (radix?.mid ?? 0)
  }

  /** `arena_map_mark_used(address, 1)`: an unaligned arena touches two cells, possibly in two leaves. */
  mark(address: number, arena: number): void {
    this.starts.set(Math.floor(address / this.size), arena)
    if (!this.countsNodes) return
    this.reach(address)
    if (address % this.size !== 0) this.reach(address + this.size)
  }

  /** `arena_map_mark_used(address, 0)`. */
  unmark(address: number): void {
    this.starts.delete(Math.floor(address / this.size))
  }

  /** Index of the arena that an address lies in, or -1. `addresses` holds each arena's start. */
  find(address: number, addresses: Float64Array): number {
    const cell = Math.floor(address / this.size)
    const here = this.starts.get(cell)
    if (here !== undefined && address >= (addresses[here] as number)) return here
    const before = this.starts.get(cell - 1)
    if (before !== undefined && address - (addresses[before] as number) < this.size) return before
    return -1
  }

  counts(): ArenaMapCounts {
    return { mid: this.mid.size, bot: this.bot.size }
  }

  /** Keys of the nodes, in the order in which they were made. */
  nodes(): { mid: number[]; bot: number[] } {
    return { mid: [...this.mid], bot: [...this.bot] }
  }

  /** Forgets all arenas, and sets the nodes to those given. */
  reset(nodes: { mid: readonly number[]; bot: readonly number[] }): void {
    this.starts.clear()
    this.mid = new Set(nodes.mid)
    this.bot = new Set(nodes.bot)
  }

  private reach(address: number): void {
    this.mid.add(Math.floor(address / this.midSpan))
    this.bot.add(Math.floor(address / this.botSpan))
  }
}
