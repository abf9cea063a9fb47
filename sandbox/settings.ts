import { z } from 'zod'
import type { SandboxOptions } from './options.ts'

const port = z.coerce.number().int().min(0).max(65_535).default(0)

const schema = z.object({
  SANDBOX_DATA_DIR: z.string().min(1).default('.local/sandbox'),
  SANDBOX_PORT: port,
  SANDBOX_SMTP_PORT: port,
  SANDBOX_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  SANDBOX_BTCPAY_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  BTCPAY_WEBHOOK_SECRET: z.string().min(1).optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).default('whsec_sandbox'),
})

/** Reads the settings of the command line's environment; throws with every fault named. */
export function readSettings(environment: NodeJS.ProcessEnv): SandboxOptions {
  const result = schema.safeParse(environment)
  if (!result.success) throw new Error(`The sandbox's settings are wrong.\n${z.prettifyError(result.error)}`)
  const { data } = result
  return {
    dataDir: data.SANDBOX_DATA_DIR,
    port: data.SANDBOX_PORT,
    smtpPort: data.SANDBOX_SMTP_PORT,
    webhookUrl: data.SANDBOX_WEBHOOK_URL,
    webhookSecret: data.STRIPE_WEBHOOK_SECRET,
    btcpayWebhookUrl: data.SANDBOX_BTCPAY_WEBHOOK_URL,
    btcpayWebhookSecret: data.BTCPAY_WEBHOOK_SECRET,
  }
}
