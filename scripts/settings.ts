/**
 * The settings of a run: those of the environment and `.env`, completed by the embedded parts where they are missing.
 * In production nothing is completed: there, a missing setting stops the boot.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const root = join(import.meta.dirname, '..')

/** Where this machine's data lie: database, sandbox, secrets, logs. */
export const localDir = process.env.LOCAL_DIR ?? join(root, '.local')

interface LocalState {
  authSecret: string
  stripeWebhookSecret: string
  ports: { postgres?: number; sandbox?: number; smtp?: number }
}

const statePath = join(localDir, 'state.json')

/** What the embedded parts must find again after a restart: secrets that sign, and ports that links point to. */
export function readLocalState(): LocalState {
  if (existsSync(statePath)) return JSON.parse(readFileSync(statePath, 'utf8'))
  return {
    authSecret: randomBytes(32).toString('hex'),
    stripeWebhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    ports: {},
  }
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
