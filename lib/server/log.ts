import 'server-only'
import pino from 'pino'
import { env } from './env.ts'

/** One line of JSON an event, to standard output. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: ['*.token', '*.password', '*.cookie', '*.authorization'], censor: '[redacted]' },
})
