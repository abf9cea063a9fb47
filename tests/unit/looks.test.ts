import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(path, 'utf8')

/** Colour tokens of a theme, by name. */
function tokens(css: string): { light: Map<string, string>; dark: Map<string, string> } {
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')
  const parse = (part: string) =>
    new Map(
      Array.from(part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g), ([, name = '', value = '']) => [name, value]),
    )
  return { light: parse(light), dark: parse(dark) }
}

/** Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const colours = tokens(read('app/styles/tokens.css'))
const code = tokens(read('app/styles/code.css'))

const texts = ['ink', 'muted', 'accent', 'danger', 'ok'] as const
const pairs = [
  ...texts.flatMap((text) => [
    [text, 'paper', 4.5],
    [text, 'sheet', 4.5],
  ]),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['on-danger', 'danger', 4.5],
  ['code-ink', 'code', 4.5],
  ['rule-strong', 'paper', 3],
  ['rule-strong', 'sheet', 3],
  ['focus', 'paper', 3],
  ['focus', 'sheet', 3],
] as [string, string, number][]

test.each(['light', 'dark'] as const)('%s: words and edges stand out from what they stand on', (theme) => {
  const weak = pairs.filter(([a, b, least]) => {
    const [one, other] = [colours[theme].get(a), colours[theme].get(b)]
    return !one || !other || contrast(one, other) < least
  })
  expect(weak).toEqual([])
})

test.each(['light', 'dark'] as const)('%s: highlighted code can be read', (theme) => {
  const ground = colours[theme].get('code') ?? ''
  expect(code[theme].size).toBeGreaterThan(0)
  const weak = [...code[theme]].filter(([, colour]) => contrast(colour, ground) < 4.5)
  expect(weak).toEqual([])
})

test('the theme colours of the document are the paper of the tokens', () => {
  const layout = read('app/layout.tsx')
  for (const theme of ['light', 'dark'] as const) expect(layout).toContain(`'${colours[theme].get('paper')}'`)
})

test('no element has a style attribute: the security policy refuses them', () => {
  const styled = globSync('{app,components}/**/*.tsx').filter((path) => /\sstyle=[{"]/.test(read(path)))
  expect(styled).toEqual([])
})
