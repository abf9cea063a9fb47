import type { Clock } from './core/clock.ts'
import type { Delays } from './stripe/world.ts'

export interface SandboxOptions {
  /** Where the state is kept; made if missing. */
  dataDir: string
  /** 0 takes a free port. */
  port: number
  smtpPort: number
  /** Where events are sent. Left out: wherever they were sent before, or nowhere. */
  webhookUrl?: string | undefined
  webhookSecret: string
  /** The same, of BTCPay's; its secret is Stripe's when left out. */
  btcpayWebhookUrl?: string | undefined
  btcpayWebhookSecret?: string | undefined
  clock?: Clock | undefined
  /** How long disputes and refunds take; see `defaultDelays`. */
  delays?: Partial<Delays> | undefined
  /** Waits after failed webhook attempts. */
  retryDelaysMs?: number[] | undefined
}
