/** The browser that tests, benchmarks and screenshots drive: found on the machine, or installed. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
]

/** Path of a Chromium on this machine, or undefined. */
export function findBrowser(): string | undefined {
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...known]
  return candidates.find((path): path is string => Boolean(path) && existsSync(path ?? ''))
}

function attempt(command: string, args: string[]): boolean {
  return (
    spawnSync(command, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  )
}

/** Installs packages of Debian when this is a Debian and we may; says whether it did. */
export function installFromDebian(...packages: string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing ${packages.join(', ')} from Debian (once) …`)
  return attempt('apt-get', ['update', '-qq']) && attempt('apt-get', ['install', '-y', '-qq', ...packages])
}

/**
 * Path of a Chromium, installed when there is none: Debian's where we are root on Debian, Playwright's own elsewhere.
 * @throws with what to do, when neither can be had
 */
export function ensureBrowser(): string {
  const found = findBrowser()
  if (found) return found
  if (!installFromDebian('chromium')) {
    console.log('Installing Chromium through Playwright (once) …')
    attempt('playwright', ['install', '--with-deps', 'chromium']) ||
      attempt('playwright', ['install', 'chromium'])
  }
  const installed = findBrowser()
  if (installed) return installed
  throw new Error(
    'There is no Chromium and none could be installed. Install one, or set CHROMIUM_PATH to it, and run again.',
  )
}
