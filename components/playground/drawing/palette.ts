/** Colours of looks, from the tokens of the site (app/styles/tokens.css, memory.css). Any string that CSS takes as a colour. */
import type { LabelTone } from './display-list.ts'
import { hueOf, type LookName } from './looks.ts'

export interface Palette {
  readonly paper: string
  readonly sheet: string
  readonly ink: string
  readonly muted: string
  readonly rule: string
  readonly ruleStrong: string
  readonly accent: string
  readonly focus: string
  /** By class. */
  readonly free: (sizeClass: number) => string
  readonly used: (sizeClass: number) => string
  readonly full: (sizeClass: number) => string
  readonly edge: (sizeClass: number) => string
}

/** The palette that holds where `token` reads custom properties: `name => styles.getPropertyValue('--' + name)`. */
export function makePalette(token: (name: string) => string): Palette {
  const ramp = (lightness: string, chroma: string) => {
    const made = Array.from({ length: 32 }, (_, c) => `oklch(${lightness} ${chroma} ${hueOf(c)})`)
    return (sizeClass: number) => made[sizeClass % 32] ?? ''
  }
  return {
    paper: token('paper'),
    sheet: token('sheet'),
    ink: token('ink'),
    muted: token('muted'),
    rule: token('rule'),
    ruleStrong: token('rule-strong'),
    accent: token('accent'),
    focus: token('focus'),
    free: ramp(token('free-l'), token('free-c')),
    used: ramp(token('used-l'), token('used-c')),
    full: ramp(token('full-l'), token('full-c')),
    edge: ramp(token('memory-edge-l'), '0.06'),
  }
}

/** Fill and edge of a look; null for none. */
export function colours(
  palette: Palette,
  name: LookName,
  sizeClass: number,
): { fill: string | null; edge: string | null } {
  switch (name) {
    case 'absent':
      return { fill: null, edge: palette.ruleStrong }
    case 'virgin':
      return { fill: palette.paper, edge: palette.rule }
    case 'free':
      return { fill: palette.free(sizeClass), edge: palette.edge(sizeClass) }
    case 'used':
      return { fill: palette.used(sizeClass), edge: null }
    case 'full':
      return { fill: palette.full(sizeClass), edge: null }
    case 'lost':
      return { fill: palette.paper, edge: palette.ruleStrong }
    case 'ground':
      return { fill: palette.paper, edge: palette.edge(sizeClass) }
    case 'header':
      return { fill: palette.free(sizeClass), edge: null }
  }
}

export function toneColour(palette: Palette, tone: LabelTone): string {
  if (tone === 'on-full') return palette.paper
  return tone === 'muted' ? palette.muted : palette.ink
}
