// Runs before start, dev and test, on whatever Node the machine has (20 or later), with builtins only.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(`This project needs Node 20 or later to install itself; this is ${process.versions.node}.`)
  process.exit(1)
}

const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
const stamp = 'node_modules/.installed-lock'
const upToDate = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock

if (!upToDate) {
  console.log('Installing packages (once) …')
  const result = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) {
    console.error('npm ci did not finish; nothing was started. Its reason stands above.')
    process.exit(result.status ?? 1)
  }
  mkdirSync('node_modules', { recursive: true })
  writeFileSync(stamp, lock)
}
