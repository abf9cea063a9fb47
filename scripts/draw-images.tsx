/**
 * Draws the site's icons, its share picture and the cover of the spoken lessons with the arena mark, from real allocator state: `tsx scripts/draw-images.tsx`.
 * The results are committed (app/icon.svg, app/apple-icon.png, public/share.png, and the cover of the spoken lessons:
 * public/cover.jpg for the podcast, a small one in each course's audio folder); run it when the mark changes.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { chromium } from '@playwright/test'
import { renderToStaticMarkup } from 'react-dom/server'
import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import type { Cell } from '#components/allocator/cells.ts'
import { arenaPictures } from '#components/allocator/heap-picture.ts'
import { createAllocator, toyProfile } from '#simulator/index.ts'
import { findBrowser } from './browser.ts'
import { root } from './settings.ts'

const require = createRequire(import.meta.url)
const app = (name: string) => join(root, 'app', name)

function fontFace(family: string, file: string): string {
  const [scope = '', name = ''] = file.split(/\/(?=[^/]+$)/)
  const path = join(dirname(require.resolve(`${scope}/package.json`)), 'files', name)
  const data = readFileSync(path).toString('base64')
  return `@font-face{font-family:${family};font-weight:200 900;src:url(data:font/woff2;base64,${data}) format("woff2")}`
}

/** Sixteen pools: what still reads as a grid at 16 pixels. */
function iconCells(): Cell[] {
  const heap = createAllocator({
    profile: toyProfile({ POOL_SIZE: 256, ARENA_SIZE: 4096 }),
    placement: { misalignment: 0 },
    events: false,
  })
  for (let request = 0; request < 34; request++) heap.malloc([64, 48, 32, 64][request % 4] ?? 64)
  return arenaPictures(heap)[0]?.cells ?? []
}

/** Two arenas, the second half full: what the share picture shows. */
function shareCells(): Cell[][] {
  const heap = createAllocator({ events: false })
  const sizes = [512, 256, 384, 160, 448, 128, 320, 208]
  for (let request = 0; request < 5200; request++)
    heap.malloc(sizes[(request * 5 + (request >> 4)) % 8] ?? 512)
  return arenaPictures(heap).map(({ cells }) => cells)
}

function icon(): string {
  const svg = renderToStaticMarkup(<ArenaMark cells={iconCells()} columns={4} size="small" />)
  const style =
    '.cell{fill:#c9cfd1}.is-used{fill:#7d8993}.is-full{fill:#16202b}' +
    '@media(prefers-color-scheme:dark){.cell{fill:#46525d}.is-used{fill:#9aa3a9}.is-full{fill:#e6e1d8}}'
  return svg
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(/>/, `><style>${style}</style>`)
}

const styles = ['tokens', 'memory', 'memory-hues']
  .map((name) => readFileSync(app(`styles/${name}.css`), 'utf8').replace(/@theme[\s\S]*/, ''))
  .join('\n')

function sharePage(): string {
  const marks = shareCells().map((cells) => renderToStaticMarkup(<ArenaMark cells={cells} />))
  return `<!doctype html><meta charset="utf-8"><style>${styles}
${fontFace('serif4', '@fontsource-variable/source-serif-4/source-serif-4-latin-wght-normal.woff2')}
${fontFace('mono', '@fontsource-variable/jetbrains-mono/jetbrains-mono-latin-wght-normal.woff2')}
body{background:var(--paper);color:var(--ink);font-family:serif4;height:630px;margin:0;padding:64px 72px;box-sizing:border-box;position:relative;width:1200px}
h1{font-size:68px;font-weight:600;letter-spacing:-.015em;line-height:1.06;margin:0;width:620px}
h1 span{color:var(--muted);display:block;font-weight:400;font-size:52px;margin-top:14px}
p{bottom:60px;color:var(--muted);font:400 24px/1.4 mono;left:72px;margin:0;position:absolute}
div{display:grid;gap:26px;position:absolute;right:72px;top:64px;width:241px}
svg{display:block;width:241px}</style>
<h1>Demystifying Python Memory<span>Arenas, Pools, and Allocation</span></h1>
<p>malloc(512) → 0x4030</p><div>${marks.join('')}</div>`
}

/** The share picture's words and memory on a square, readable at the size of a thumbnail. */
function coverPage(): string {
  const [full = []] = shareCells()
  return `<!doctype html><meta charset="utf-8"><style>${styles}
${fontFace('serif4', '@fontsource-variable/source-serif-4/source-serif-4-latin-wght-normal.woff2')}
body{background:var(--paper);color:var(--ink);font-family:serif4;height:600px;margin:0;padding:52px;box-sizing:border-box;width:600px}
h1{font-size:82px;font-weight:600;letter-spacing:-.02em;line-height:1;margin:0 0 34px}
svg{display:block;width:203px}</style>
<h1>Demystifying Python Memory</h1>${renderToStaticMarkup(<ArenaMark cells={full} />)}`
}

writeFileSync(app('icon.svg'), icon())
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage({ viewport: { width: 1200, height: 630 }, colorScheme: 'light' })
await page.setContent(sharePage())
await page.evaluate(() => document.fonts.ready)
writeFileSync(join(root, 'public', 'share.png'), await page.screenshot())
await page.setViewportSize({ width: 180, height: 180 })
await page.setContent(
  `<style>body{background:#fcfcfa;margin:0;padding:26px}svg{display:block;width:128px}</style>${icon()}`,
)
writeFileSync(app('apple-icon.png'), await page.screenshot())
for (const [path, scale] of [
  ['public/cover.jpg', 1400 / 600],
  ['content/courses/demystifying-python-memory/audio/cover.jpg', 1],
] as const) {
  const square = await browser.newPage({
    viewport: { width: 600, height: 600 },
    deviceScaleFactor: scale,
    colorScheme: 'light',
  })
  await square.setContent(coverPage())
  await square.evaluate(() => document.fonts.ready)
  await square.screenshot({ path: join(root, path), type: 'jpeg', quality: 88 })
}
await browser.close()
