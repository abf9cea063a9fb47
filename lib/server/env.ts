import 'server-only'
import { parseEnv } from '#lib/schemas/env.ts'

const parsed = parseEnv(process.env)
if ('faults' in parsed) {
  throw new Error(`Settings are missing or malformed (see .env.example):\n- ${parsed.faults.join('\n- ')}`)
}

/** The settings, parsed once; nothing else reads process.env. */
export const env = parsed.env
