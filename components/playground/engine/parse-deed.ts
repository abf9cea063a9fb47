/** What somebody types, as a deed: the calls of C, and what makes many of them short. */
import type { Pointer, Profile } from '#simulator/index.ts'
import { regionBase } from '../drawing/snapshot.ts'
import type { Deed, Fault, Freed, Sizes } from './run-view.ts'

type Parsed = { readonly ok: true; readonly deed: Deed } | { readonly ok: false; readonly fault: Fault }

export const examples = [
  'malloc(100)',
  'malloc(512) x 31',
  'malloc(1..512) x 500',
  'malloc(~64) x 1000',
  'calloc(4, 25)',
  'realloc(0x4030, 85)',
  'free(0x4030)',
  'free(newest)',
  'free(50%)',
] as const

const refuse = (message: string): Parsed => ({ ok: false, fault: { message } })

/** A whole number in decimal; null for anything else. */
const whole = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null)

/** `0x4030` as lessons print it, an absolute address, `raw#1` or NULL; undefined for anything else. */
function pointerOf(text: string, profile: Profile): Pointer | null | undefined {
  if (/^null$/i.test(text)) return null
  const raw = /^raw#(\d{1,9})$/i.exec(text)?.[1]
  if (raw) return `raw#${Number(raw)}`
  if (!/^0x[0-9a-f]{1,12}$/i.test(text)) return undefined
  const address = Number(text)
  const base = regionBase(profile)
  return address >= base ? address : address + base
}

function sizesOf(text: string): Sizes | null {
  const exact = whole(text)
  if (exact !== null) return { kind: 'exactly', bytes: exact }
  const range = /^(\d{1,15})\.\.(\d{1,15})$/.exec(text)
  if (range) return { kind: 'between', least: Number(range[1]), most: Number(range[2]) }
  const mean = /^~(\d{1,15})$/.exec(text)
  return mean ? { kind: 'mostly-small', mean: Number(mean[1]) } : null
}

function freedOf(text: string, profile: Profile): Freed | null {
  if (text === 'newest' || text === 'oldest') return { age: text }
  if (text === 'all') return { share: 1 }
  const percent = /^(\d{1,3})%$/.exec(text)
  if (percent && Number(percent[1]) <= 100) return { share: Number(percent[1]) / 100 }
  const pointer = pointerOf(text, profile)
  return pointer === undefined ? null : { pointer }
}

/** Reads one call, with `x 31` behind it for many. */
export function parseDeed(text: string, profile: Profile): Parsed {
  const match = /^\s*(malloc|calloc|realloc|free)\s*\(([^()]*)\)\s*(?:[x×*]\s*(\d{1,9}))?\s*;?\s*$/i.exec(
    text,
  )
  if (!match)
    return refuse(
      `“${text.slice(0, 40)}” is not a call. Type, for example, ${examples[0]} or ${examples[1]}.`,
    )
  const name = match[1]?.toLowerCase()
  const operands = (match[2] ?? '').split(',').map((each) => each.trim())
  const times = match[3] === undefined ? 1 : Number(match[3])
  const [first = '', second = ''] = operands
  const takes = name === 'calloc' || name === 'realloc' ? 2 : 1
  if (operands.length !== takes || first === '')
    return refuse(`${name} takes ${takes === 1 ? 'one operand' : 'two operands'}.`)
  if (match[3] !== undefined && (name === 'free' || name === 'realloc'))
    return refuse(`${name} is done once. For many blocks there is free(50%) or free(all).`)
  const notASize = (size: string) => refuse(`“${size}” is no size: a whole number of bytes, from 0 on.`)
  const notABlock = (block: string) =>
    refuse(`“${block}” is no address. Blocks are named as they are printed: 0x4030, or raw#1.`)
  if (name === 'malloc') {
    const sizes = sizesOf(first)
    return sizes ? { ok: true, deed: { op: 'malloc', sizes, times } } : notASize(first)
  }
  if (name === 'free') {
    const what = freedOf(first, profile)
    return what ? { ok: true, deed: { op: 'free', what } } : notABlock(first)
  }
  const bytes = whole(second)
  if (bytes === null) return notASize(second)
  if (name === 'calloc') {
    const count = whole(first)
    return count === null ? notASize(first) : { ok: true, deed: { op: 'calloc', count, bytes, times } }
  }
  const pointer = pointerOf(first, profile)
  return pointer === undefined ? notABlock(first) : { ok: true, deed: { op: 'realloc', pointer, bytes } }
}
