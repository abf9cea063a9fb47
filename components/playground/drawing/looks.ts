/** How a rectangle looks: a kind, and the size class that gives it its hue. One number, so that a list of them is an array. */

export const looks = [
  /** The place of an arena that is not ours now. */
  'absent',
  /** Never carved, or never handed out. */
  'virgin',
  /** Emptied, or back on a free list. */
  'free',
  /** The share of a pool that is in use. */
  'used',
  /** Wholly in use. */
  'full',
  /** Lost to alignment, or too short for a block. */
  'lost',
  /** The ground that blocks lie on. */
  'ground',
  'header',
] as const

export type LookName = (typeof looks)[number]

/** As a number below 4,096: the kind times 256, and the class. */
export const lookOf = (name: LookName, sizeClass = 0): number => looks.indexOf(name) * 256 + sizeClass
export const lookName = (look: number): LookName => looks[look >> 8] ?? 'ground'
export const lookClass = (look: number): number => look & 0xff

/** Hue of a size class, as in app/styles/memory-hues.css: from ochre by green and blue to magenta. */
export const hueOf = (sizeClass: number): number => 88 + 8 * (sizeClass % 32)
