/**
 * The settings of a run: those of the environment and `.env`, completed by the embedded parts where they are missing.
 * In production nothing is completed: there, a missing setting stops the boot.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { commandOf } from './processes.ts'

export const root = join(import.meta.dirname, '..')

/** Where this machine's data lie: database, sandbox, secrets, logs. */
export const localDir = process.env.LOCAL_DIR ?? join(root, '.local')

interface LocalState {
  authSecret: string
  badgeSecret: string
  stripeWebhookSecret: string
  btcpayWebhookSecret: string
  ports: { postgres?: number; sandbox?: number; smtp?: number }
}

const statePath = join(localDir, 'state.json')

/** The JSON of a file; null when it is missing, or was cut off in the middle (a full disk, a power cut). */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/**
 * What the embedded parts must find again after a restart: secrets that sign, and ports that links point to. What cannot be
 * read is made anew: people then sign in once more, and nothing else is lost.
 */
export function readLocalState(): LocalState {
  const kept: Partial<LocalState> = Object(readJson(statePath))
  return {
    authSecret: kept.authSecret ?? randomBytes(32).toString('hex'),
    badgeSecret: kept.badgeSecret ?? randomBytes(32).toString('hex'),
    stripeWebhookSecret: kept.stripeWebhookSecret ?? `whsec_${randomBytes(24).toString('hex')}`,
    btcpayWebhookSecret: kept.btcpayWebhookSecret ?? randomBytes(24).toString('hex'),
    ports: kept.ports ?? {},
  }
}

const lockPath = join(localDir, 'running.json')

/** What a start notes of itself; empty when none did, or it was killed while it wrote. */
export function readLock(): { pid?: number; sitePid?: number; url?: string } {
  return Object(readJson(lockPath))
}

/** The number of the process that runs on these data at this moment; null when none does. */
export function runningPid(): number | null {
  const { pid } = readLock()
  return pid && commandOf(pid)?.includes('start.ts') ? pid : null
}

export function writeLocalState(state: LocalState): void {
  mkdirSync(dirname(statePath), { recursive: true })
  // Renamed into place: a crash leaves the former file, never half of one.
  writeFileSync(`${statePath}.new`, JSON.stringify(state, null, 2), { mode: 0o600 })
  renameSync(`${statePath}.new`, statePath)
}

/** Settings from `.env`, which never override the environment's own. */
export function loadDotEnv(): void {
  const path = join(root, '.env')
  if (existsSync(path)) process.loadEnvFile(path)
}

/** Environment variables, some of them set. */
export type Settings = Record<string, string | undefined>
