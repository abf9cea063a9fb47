import { join } from 'node:path'
import { defineConfig, devices } from '@playwright/test'
import { findBrowser } from './scripts/browser.ts'

/** Data of the tested site: its own database, sandbox and mailbox, made anew for each run. */
const localDir = join(import.meta.dirname, '.local', 'e2e')
const port = Number(process.env.E2E_PORT || 3199)
process.env.E2E_LOCAL_DIR = localDir

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '.local/test-reports/e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  // Pictures are compared with those of Debian's Chromium; letters may be smoothed otherwise.
  expect: { timeout: 10_000, toHaveScreenshot: { maxDiffPixelRatio: 0.01 } },
  reporter: [['list'], ['json', { outputFile: '.local/test-reports/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${port}`,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } } },
    { name: 'phone', use: { ...devices['Pixel 7'] }, grep: /@phone/ },
  ],
  webServer: {
    command: 'node scripts/test-site.ts',
    url: `http://localhost:${port}/api/health`,
    timeout: 240_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    env: { LOCAL_DIR: localDir, PORT: String(port), LOG_LEVEL: 'info' },
  },
})
