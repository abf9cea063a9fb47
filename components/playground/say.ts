/** Moments and places in words. */
import { blocksPerPool, poolClass, poolCount, poolState, profile } from '#simulator/index.ts'
import type { Place } from './drawing/display-list.ts'
import { hexIn } from './drawing/snapshot.ts'
import { indexOfArena, wordOfPool } from './drawing/words.ts'
import type { Frame, RunView } from './engine/run-view.ts'

export const count = (n: number, word: string): string =>
  `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`

/** 1,536 → "1.5 KiB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  const [n, unit] = bytes < 2 ** 20 ? [bytes / 1024, 'KiB'] : [bytes / 2 ** 20, 'MiB']
  return `${n.toLocaleString('en', { maximumFractionDigits: n < 10 ? 2 : 1 })} ${unit}`
}

const poolStates = ['never carved', 'empty', 'partly used', 'full', 'lost to alignment'] as const

/** A place as one line: "pool 3 of arena 0, 0x10000: 20 of 31 blocks of 512 bytes, partly used". */
export function placeName({ arena, pool, block }: Place, frame: Frame, run: RunView): string {
  const { survey } = frame.snapshot
  const i = indexOfArena(survey, arena)
  if (i < 0) return `arena ${arena}: not ours now`
  const { ALIGNMENT, POOL_SIZE, POOL_OVERHEAD } = profile(run.setup.profile)
  const from = profile(run.setup.profile)
  if (pool < 0) {
    const [, free = 0, total = 0] = survey.arenas.subarray(4 * i)
    return `arena ${arena}: ${free} of ${count(total, 'pool')} free`
  }
  const word = wordOfPool(survey, survey.pools.length / survey.firstPools.length, arena, pool) ?? 0
  const state = poolState(word)
  const where = `pool ${pool} of arena ${arena}`
  if (state === 0 || state === 4) return `${where}: ${poolStates[state]}`
  const bytes = (poolClass(word) + 1) * ALIGNMENT
  const address = (survey.firstPools[i] ?? 0) + pool * POOL_SIZE
  if (block < 0)
    return `${where}, ${hexIn(from, address)}: ${poolCount(word)} of ${blocksPerPool(from, poolClass(word))} blocks of ${bytes} bytes, ${poolStates[state]}`
  const inside = frame.snapshot.insides.find((each) => each.arena === arena && each.pool === pool)
  const live = ['never handed out', 'free', 'in use'][inside?.states[block] ?? 0]
  return `block ${block} of ${where}, ${hexIn(from, address + POOL_OVERHEAD + block * bytes)}: ${bytes} bytes, ${live}`
}

/** A moment as sentences: for the live text beside the picture. */
export function describeFrame(frame: Frame, run: RunView): string {
  const held = frame.arenas * run.arenaBytes
  return `Step ${frame.position.toLocaleString('en')} of ${run.length.toLocaleString('en')}. ${count(frame.arenas, 'arena')}, ${count(frame.liveBlocks, 'live block')}, ${formatBytes(frame.bytesInUse)} in use of ${formatBytes(held)} held.`
}
