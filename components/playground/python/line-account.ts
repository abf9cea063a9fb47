/** What each line of a program asked for. */
import { FREE, REALLOC } from '#simulator/index.ts'
import type { RequestLog } from './request-log.ts'

export interface LineAccount {
  readonly line: number
  /** Blocks handed out. */
  readonly blocks: number
  /** Bytes asked for, by new blocks and by what resized ones grew. */
  readonly bytes: number
  /** Of these blocks, live at the end; and their bytes. */
  readonly liveBlocks: number
  readonly liveBytes: number
}

/** Sums up the first `length` requests by the line that had the block, the lines with the most bytes first. */
export function accountLines({ kinds, ids, bytes, lines }: RequestLog, length: number): LineAccount[] {
  const accounts = new Map<number, { -readonly [K in keyof LineAccount]: LineAccount[K] }>()
  let highest = -1
  for (let i = 0; i < length; i++) highest = Math.max(highest, ids[i] ?? 0)
  /** By id, of the block that bears it: its line and its size. */
  const born = new Uint16Array(highest + 1)
  const size = new Uint32Array(highest + 1)
  for (let i = 0; i < length; i++) {
    const id = ids[i] ?? 0
    const kind = kinds[i] ?? 0
    const isOld = kind === FREE || kind === REALLOC
    const line = isOld ? (born[id] ?? 0) : (lines[i] ?? 0)
    let account = accounts.get(line)
    if (!account) {
      account = { line, blocks: 0, bytes: 0, liveBlocks: 0, liveBytes: 0 }
      accounts.set(line, account)
    }
    const before = isOld ? (size[id] ?? 0) : 0
    const after = kind === FREE ? 0 : (bytes[i] ?? 0)
    account.bytes += Math.max(0, after - before)
    account.liveBytes += after - before
    if (!isOld) {
      account.blocks++
      account.liveBlocks++
      born[id] = line
    }
    if (kind === FREE) account.liveBlocks--
    size[id] = after
  }
  return [...accounts.values()].filter(({ blocks }) => blocks > 0).sort((a, b) => b.bytes - a.bytes)
}
