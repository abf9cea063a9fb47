/**
 * `npm run bench:playground`: the playground in Chromium, with a run of a million steps that fills 200 arenas. Times between two
 * frames while it plays, is scrubbed, zoomed and panned, and how soon the first picture is there.
 *
 * `BASE_URL=http://localhost:3000` measures a site that runs already; otherwise one is built and started.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Page } from 'playwright'
import { FREE, MALLOC, packTrace, Recording, traceLine } from '#simulator/index.ts'
import { ensureBrowser } from './browser.ts'
import { embeddedPostgresFolder } from './embedded-postgres.ts'
import { freePort, waitForAnswer } from './processes.ts'
import { root } from './settings.ts'

const STEPS = 1_000_000
const ARENAS = 200
const SECONDS = 5
const VIEWPORT = { width: 1440, height: 900 }
const localDir = join(root, '.local', 'bench-playground')

/** Blocks of 400 to 512 bytes until the arenas are there, then one goes for each that comes. */
function largeTrace(): Buffer {
  let random = 7
  const below = (n: number) => {
    random = (random * 48_271) % 2_147_483_647
    return random % n
  }
  const pieces: string[] = []
  const live: number[] = []
  const filling = ARENAS * 2_180
  for (let step = 0, id = 0; step < STEPS; step++) {
    if (step > filling && step % 2 === 0) {
      const i = below(live.length)
      pieces.push(traceLine(FREE, live[i] ?? 0, 0))
      live[i] = live.at(-1) ?? 0
      live.pop()
    } else {
      pieces.push(traceLine(MALLOC, ++id, 400 + below(113)))
      live.push(id)
    }
  }
  return Buffer.from(pieces.join(''))
}

interface Frames {
  count: number
  median: number
  p95: number
  p99: number
  worst: number
  /** Share of frames that came more than half a frame late. */
  late: number
}

/** Times between frames while something is done. */
async function framesWhile(page: Page, deed: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const frames: number[] = []
    const tick = (now: number) => {
      frames.push(now)
      handle = requestAnimationFrame(tick)
    }
    let handle = requestAnimationFrame(tick)
    Object.assign(window, {
      stopFrames: () => {
        cancelAnimationFrame(handle)
        return frames
      },
    })
  })
  await deed()
  const times = await page.evaluate(() => (window as unknown as { stopFrames: () => number[] }).stopFrames())
  const gaps = times
    .slice(1)
    .map((time, i) => time - (times[i] ?? 0))
    .sort((a, b) => a - b)
  const at = (share: number) => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))] ?? Number.NaN
  return {
    count: gaps.length,
    median: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    worst: at(1),
    late: gaps.filter((gap) => gap > 25).length / gaps.length,
  }
}

function startSite(port: number): ChildProcess {
  rmSync(embeddedPostgresFolder(join(localDir, 'postgres')), { recursive: true, force: true })
  rmSync(localDir, { recursive: true, force: true })
  return spawn(process.execPath, ['scripts/start.ts'], {
    cwd: root,
    env: { ...process.env, LOCAL_DIR: localDir, PORT: String(port), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Milliseconds from the start of the navigation: first paint, and the engine's first picture. */
async function firstPicture(page: Page, url: string): Promise<{ painted: number; engine: number }> {
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForSelector('.stage[data-painted]')
  const engine = await page.evaluate(() => performance.now())
  const painted = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  )
  return { painted, engine }
}

const port = await freePort()
const site = process.env.BASE_URL ? null : startSite(port)
const base = process.env.BASE_URL ?? `http://localhost:${port}`
const browser = await chromium.launch({
  executablePath: ensureBrowser(),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  await waitForAnswer(`${base}/api/health`, 300)
  const page = await browser.newPage({ viewport: VIEWPORT })
  const loads = []
  for (let i = 0; i < 5; i++) loads.push(await firstPicture(page, `${base}/playground`))
  const middle = (values: number[]) => values.sort((a, b) => a - b)[2] ?? Number.NaN
  console.log('| Opening the page, median of 5 | ms |')
  console.log('| --- | ---: |')
  console.log(
    `| first paint (drawn by the server) | ${middle(loads.map(({ painted }) => painted)).toFixed(0)} |`,
  )
  console.log(`| the engine's first picture | ${middle(loads.map(({ engine }) => engine)).toFixed(0)} |`)

  const trace = largeTrace()
  const check = new Recording()
  check.load(packTrace([trace]))
  const arenas = check.allocator.counters().narenas_highwater
  const loading = Date.now()
  await page
    .getByLabel('Upload a trace')
    .setInputFiles({ name: 'large.trace', mimeType: 'text/plain', buffer: trace })
  const time = page.getByRole('region', { name: 'Time' })
  await time.getByText(`of ${STEPS.toLocaleString('en')}`).waitFor()
  console.log(
    `\n${STEPS.toLocaleString('en')} steps, ${arenas} arenas; read, run and indexed in ${Date.now() - loading} ms. ${VIEWPORT.width} × ${VIEWPORT.height} pixels.\n`,
  )

  console.log('| What | frames a second | median ms | p95 | p99 | worst | later than 25 ms |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |')
  const row = async (what: string, deed: () => Promise<void>) => {
    const begun = Date.now()
    const { count, median, p95, p99, worst, late } = await framesWhile(page, deed)
    const rate = (count * 1000) / (Date.now() - begun)
    console.log(
      `| ${what} | ${rate.toFixed(1)} | ${median.toFixed(1)} | ${p95.toFixed(1)} | ${p99.toFixed(1)} | ${worst.toFixed(1)} | ${(late * 100).toFixed(1)} % |`,
    )
  }
  const speed = time.getByLabel('Speed')
  for (const [name, notch] of [
    ['10,000', '12'],
    ['200,000', '16'],
  ] as const) {
    await time.getByRole('button', { name: 'To the start' }).click()
    await time.getByLabel('Step of the run').fill('300000')
    await speed.fill(notch)
    await row(`playing, ${name} steps a second`, async () => {
      await time.getByRole('button', { name: 'Play' }).click()
      await sleep(Math.min(SECONDS, name === '200,000' ? 3 : SECONDS) * 1000)
      await time.getByRole('button', { name: 'Pause' }).click()
    })
  }
  const track = await time.getByLabel('Step of the run').boundingBox()
  if (!track) throw new Error('There is no track.')
  await row('scrubbing', async () => {
    await page.mouse.move(track.x + 5, track.y + 20)
    await page.mouse.down()
    const begun = Date.now()
    while (Date.now() - begun < SECONDS * 1000) {
      const share = 0.5 + 0.49 * Math.sin((Date.now() - begun) / 400)
      await page.mouse.move(track.x + track.width * share, track.y + 20)
      await sleep(8)
    }
    await page.mouse.up()
  })
  await time.getByLabel('Step of the run').fill('900000')
  const stage = await page.locator('.stage canvas').boundingBox()
  if (!stage) throw new Error('There is no picture.')
  const centre = { x: stage.x + stage.width * 0.4, y: stage.y + stage.height * 0.4 }
  await row('zooming to a block and back', async () => {
    await page.mouse.move(centre.x, centre.y)
    const begun = Date.now()
    while (Date.now() - begun < SECONDS * 1000) {
      await page.mouse.wheel(0, Math.sin((Date.now() - begun) / 800) > 0 ? -110 : 110)
      await sleep(12)
    }
  })
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await row('zooming while it plays', async () => {
    await time.getByRole('button', { name: 'Play' }).click()
    const begun = Date.now()
    while (Date.now() - begun < 2_000) {
      await page.mouse.wheel(0, Math.sin((Date.now() - begun) / 500) > 0 ? -60 : 60)
      await sleep(12)
    }
    await time.getByRole('button', { name: /Pause|Play/ }).click()
  })
} finally {
  await browser.close()
  site?.kill('SIGTERM')
}
