import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * The command line of a running process, or null when there is none (any more): how to know that a number from a file still
 * means the process that wrote it, after a reboot or a kill.
 */
export function commandOf(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 1) return null
  if (existsSync('/proc/self/cmdline')) {
    try {
      // Empty for a process that has ended and that nobody has collected.
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null
    } catch {
      return null
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' })
  const [stat, ...command] = stdout.trim().split(/\s+/)
  return !stat || stat.startsWith('Z') ? null : command.join(' ')
}

/** Whether nothing listens on this port (any interface). */
export function isPortFree(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}

/** The wished port if it is free on loopback, else one that the system picks. */
export async function freePort(wished?: number): Promise<number> {
  if (wished && (await isPortFree(wished, '127.0.0.1'))) return wished
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
}

/** Waits until an address answers with success. */
export async function waitForAnswer(url: string, seconds: number): Promise<void> {
  for (let i = 0; i < seconds * 10; i++) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error(`${url} did not answer within ${seconds} seconds.`)
}
