/** From a deed to the single requests that it is made of. */
import { AllocatorRefusal, type Operation, type Outcome, type Pointer } from '#simulator/index.ts'
import type { Deed, Freed, Sizes } from './run-view.ts'

/** So many requests can be made at once. */
const MOST_TIMES = 100_000

/** A number below 1 from a number that is stepped: the same deed in the same run always asks for the same sizes. */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = (seed * 48_271 + 11) % 2_147_483_647 || 1
  }

  /** From 0 to below 1 (Lehmer's generator). */
  next(): number {
    this.state = (this.state * 48_271) % 2_147_483_647
    return (this.state - 1) / 2_147_483_646
  }
}

/** Why the sizes cannot be, in a sentence; null when they can. */
function faultOfSizes(sizes: Sizes): string | null {
  const all =
    sizes.kind === 'exactly'
      ? [sizes.bytes]
      : sizes.kind === 'between'
        ? [sizes.least, sizes.most]
        : [sizes.mean]
  if (all.some((n) => !Number.isSafeInteger(n) || n < 0))
    return 'A size is a whole number of bytes, from 0 on.'
  if (sizes.kind === 'between' && sizes.least > sizes.most)
    return `From ${sizes.least} to ${sizes.most} there is no size: the smaller one comes first.`
  return null
}

function pick(sizes: Sizes, dice: Dice): number {
  switch (sizes.kind) {
    case 'exactly':
      return sizes.bytes
    case 'between':
      return sizes.least + Math.floor(dice.next() * (sizes.most - sizes.least + 1))
    case 'mostly-small':
      return 1 + Math.floor(-Math.log(1 - dice.next()) * Math.max(0, sizes.mean - 0.5))
  }
}

/** What is freed, in order. `live` are the live blocks, oldest first. */
function chosen(what: Freed, live: readonly Pointer[], dice: Dice): (Pointer | null)[] {
  if ('pointer' in what) return [what.pointer]
  if ('age' in what) {
    const pointer = live.at(what.age === 'newest' ? -1 : 0)
    return pointer === undefined ? [] : [pointer]
  }
  const bag = [...live]
  const n = Math.min(bag.length, Math.round(bag.length * what.share))
  for (let i = 0; i < n; i++) {
    const j = i + Math.floor(dice.next() * (bag.length - i))
    const [one, other] = [bag[i], bag[j]]
    if (one !== undefined && other !== undefined) [bag[i], bag[j]] = [other, one]
  }
  return bag.slice(0, n)
}

/** The requests of a deed. `live` is asked for only where it is needed. */
export function requestsOf(deed: Deed, live: () => readonly Pointer[], dice: Dice): Operation[] {
  switch (deed.op) {
    case 'malloc':
      return Array.from({ length: deed.times }, () => ({ op: 'malloc', bytes: pick(deed.sizes, dice) }))
    case 'calloc':
      return Array.from({ length: deed.times }, () => ({
        op: 'calloc',
        count: deed.count,
        bytes: deed.bytes,
      }))
    case 'realloc':
      return [{ op: 'realloc', pointer: deed.pointer, bytes: deed.bytes }]
    case 'free':
      return chosen(deed.what, 'pointer' in deed.what ? [] : live(), dice).map((pointer) => ({
        op: 'free',
        pointer,
      }))
  }
}

/** What is wrong with a deed before it is tried, in a sentence; null when nothing is. */
export function faultOfDeed(deed: Deed): string | null {
  if (deed.op === 'free' || deed.op === 'realloc') return null
  if (!Number.isInteger(deed.times) || deed.times < 1 || deed.times > MOST_TIMES)
    return `So often cannot be: from 1 to ${MOST_TIMES.toLocaleString('en')} requests at once.`
  return deed.op === 'malloc' ? faultOfSizes(deed.sizes) : null
}

/** The refusal of an outcome, as the sentence that a person reads. */
export const refusalOf = (outcome: Outcome): string | null =>
  outcome.ok ? null : outcome.refusal instanceof AllocatorRefusal ? outcome.refusal.message : null
