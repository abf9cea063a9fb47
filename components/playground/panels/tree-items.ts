/** The heap as the rows of a tree: arenas, in an open one its pools, in an open one its blocks. */
import {
  blocksPerPool,
  poolClass,
  poolCount,
  poolState,
  profile,
  SURVEY_ARENA_WORDS,
} from '#simulator/index.ts'
import type { Place } from '../drawing/display-list.ts'
import { hexIn } from '../drawing/snapshot.ts'
import type { Frame, RunView } from '../engine/run-view.ts'

export interface TreeItem {
  /** `0`, `0/3`, `0/3/12`: arena, pool, block. */
  readonly id: string
  readonly place: Place
  readonly label: string
  readonly level: 1 | 2 | 3
  /** From 1, and of how many. */
  readonly position: number
  readonly of: number
  /** Null for what cannot be opened. */
  readonly open: boolean | null
}

const poolStates = ['never carved', 'empty', 'partly used', 'full', 'lost to alignment'] as const
const blockStates = ['never handed out', 'free', 'in use'] as const

/** The rows that are to be seen, from above. */
export function treeItems(frame: Frame, run: RunView, open: ReadonlySet<string>): TreeItem[] {
  const { survey, insides } = frame.snapshot
  const from = profile(run.setup.profile)
  const each = from.ARENA_SIZE / from.POOL_SIZE
  const items: TreeItem[] = []
  const arenas = survey.firstPools.length
  for (let i = 0; i < arenas; i++) {
    const [arena = 0, free = 0, total = 0] = survey.arenas.subarray(i * SURVEY_ARENA_WORDS)
    const isOpen = open.has(`${arena}`)
    items.push({
      id: `${arena}`,
      place: { arena, pool: -1, block: -1 },
      label: `Arena ${arena}: ${free} of ${total} pools free`,
      level: 1,
      position: i + 1,
      of: arenas,
      open: isOpen,
    })
    if (!isOpen) continue
    for (let pool = 0; pool < each; pool++) {
      const word = survey.pools[i * each + pool] ?? 0
      const [state, sizeClass] = [poolState(word), poolClass(word)]
      const isCarved = state >= 1 && state <= 3
      const id = `${arena}/${pool}`
      const bytes = (sizeClass + 1) * from.ALIGNMENT
      const blocks = isCarved ? blocksPerPool(from, sizeClass) : 0
      const address = (survey.firstPools[i] ?? 0) + pool * from.POOL_SIZE
      items.push({
        id,
        place: { arena, pool, block: -1 },
        label: isCarved
          ? `Pool ${pool} at ${hexIn(from, address)}: ${poolCount(word)} of ${blocks} blocks of ${bytes} bytes, ${poolStates[state]}`
          : `Pool ${pool}: ${poolStates[state]}`,
        level: 2,
        position: pool + 1,
        of: each,
        open: isCarved ? open.has(id) : null,
      })
      const inside = open.has(id)
        ? insides.find((one) => one.arena === arena && one.pool === pool)
        : undefined
      if (!inside) continue
      const order = new Map(Array.from(inside.freeOrder, (block, at) => [block, at]))
      inside.states.forEach((blockState, block) => {
        const at = order.get(block)
        items.push({
          id: `${id}/${block}`,
          place: { arena, pool, block },
          label: `Block ${block} at ${hexIn(from, address + from.POOL_OVERHEAD + block * bytes)}: ${blockStates[blockState]}${at === undefined ? '' : `, number ${at + 1} of the free list`}`,
          level: 3,
          position: block + 1,
          of: inside.states.length,
          open: null,
        })
      })
    }
  }
  return items
}

/** Where a key leads: the row to go to, or what to do with the one that has the focus. */
export type TreeMove = { readonly to: number } | { readonly toggle: string } | 'choose' | 'free' | null

export function treeMove(items: readonly TreeItem[], at: number, key: string): TreeMove {
  const item = items[at]
  if (!item) return null
  switch (key) {
    case 'ArrowDown':
      return { to: Math.min(items.length - 1, at + 1) }
    case 'ArrowUp':
      return { to: Math.max(0, at - 1) }
    case 'Home':
      return { to: 0 }
    case 'End':
      return { to: items.length - 1 }
    case 'ArrowRight':
      if (item.open === false) return { toggle: item.id }
      return item.open ? { to: Math.min(items.length - 1, at + 1) } : null
    case 'ArrowLeft':
      if (item.open) return { toggle: item.id }
      return {
        to: Math.max(
          0,
          items.findLastIndex((each, i) => i < at && each.level < item.level),
        ),
      }
    case 'Enter':
    case ' ':
      return 'choose'
    case 'Delete':
      return item.level === 3 ? 'free' : null
    default:
      return null
  }
}
