/**
 * What is to be drawn, in CSS pixels of the viewport: rectangles with what they stand for, words, and lines. Knows nothing of
 * canvases. Rectangles lie in typed arrays: twenty thousand of them are made sixty times a second.
 */
import type { Rect } from './geometry.ts'

/** An arena, a pool of it, or a block of that; `pool` and `block` are -1 where the whole is meant. */
export interface Place {
  readonly arena: number
  readonly pool: number
  readonly block: number
}

export const samePlace = (a: Place | null, b: Place | null): boolean =>
  a === b || (!!a && !!b && a.arena === b.arena && a.pool === b.pool && a.block === b.block)

/** Rectangles of one layer: no two of them overlap, so they may be painted in any order. */
export class RectLayer {
  length = 0
  /** x, y, width, height of each. */
  rects = new Float32Array(4 * 1024)
  looks = new Uint16Array(1024)
  /** arena, pool, block of each. */
  places = new Int32Array(3 * 1024)

  clear(): void {
    this.length = 0
  }

  add(rect: Rect, look: number, arena: number, pool: number, block: number): void {
    const i = this.length++
    if (i === this.looks.length) this.grow()
    this.rects[4 * i] = rect.x
    this.rects[4 * i + 1] = rect.y
    this.rects[4 * i + 2] = rect.width
    this.rects[4 * i + 3] = rect.height
    this.looks[i] = look
    this.places[3 * i] = arena
    this.places[3 * i + 1] = pool
    this.places[3 * i + 2] = block
  }

  rect(i: number): Rect {
    const [x = 0, y = 0, width = 0, height = 0] = this.rects.subarray(4 * i, 4 * i + 4)
    return { x, y, width, height }
  }

  place(i: number): Place {
    const [arena = -1, pool = -1, block = -1] = this.places.subarray(3 * i, 3 * i + 3)
    return { arena, pool, block }
  }

  private grow(): void {
    const twice = <T extends Float32Array | Uint16Array | Int32Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.rects = twice(this.rects, new Float32Array(2 * this.rects.length))
    this.looks = twice(this.looks, new Uint16Array(2 * this.looks.length))
    this.places = twice(this.places, new Int32Array(2 * this.places.length))
  }
}

/** On what a label stands, which decides its colour. */
export type LabelTone = 'ink' | 'muted' | 'on-free' | 'on-used' | 'on-full'

export interface Label {
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly text: string
  /** Height of the letters in pixels. */
  readonly size: number
  readonly align: 'start' | 'center' | 'end'
  readonly tone: LabelTone
}

/** A line through points, with an arrow at its end: a link of a list. */
export interface Link {
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** `free-list` inside of a pool; `chain` between pools or arenas, where a list is pointed at. */
  readonly kind: 'free-list' | 'chain'
  /** From 1 (first) towards 0. */
  readonly strength: number
}

/** An outline around something: what the last step touched, what is chosen, what is pointed at. */
export interface Mark {
  readonly rect: Rect
  readonly kind: 'touched' | 'chosen' | 'pointed'
}

export class DisplayList {
  /** Arenas that are not there, and pools. */
  readonly pools = new RectLayer()
  /** What of a pool is in use, on top of the pool. */
  readonly fills = new RectLayer()
  /** Insides of pools, on top of both. */
  readonly insides = new RectLayer()
  /** How far the insides are faded in, 0 to 1. */
  insideFade = 0
  readonly labels: Label[] = []
  readonly links: Link[] = []
  readonly marks: Mark[] = []

  clear(): void {
    for (const layer of this.layers) layer.clear()
    this.insideFade = 0
    this.labels.length = 0
    this.links.length = 0
    this.marks.length = 0
  }

  /** From the lowest to the highest. */
  get layers(): readonly RectLayer[] {
    return [this.pools, this.fills, this.insides]
  }

  /** What lies under a point; null beside everything. */
  hit(x: number, y: number): Place | null {
    for (const layer of this.layers.toReversed()) {
      const { rects } = layer
      for (let i = layer.length - 1; i >= 0; i--) {
        const [left, top] = [rects[4 * i] as number, rects[4 * i + 1] as number]
        if (x < left || y < top) continue
        if (x >= left + (rects[4 * i + 2] as number) || y >= top + (rects[4 * i + 3] as number)) continue
        return layer.place(i)
      }
    }
    return null
  }
}
