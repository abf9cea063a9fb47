/** What stands in for the database, the payment providers and the mail server where there is no setting for them. */
import { join } from 'node:path'
import { ensureDatabase, startEmbeddedPostgres } from './embedded-postgres.ts'
import { freePort } from './processes.ts'
import { localDir, readLocalState, type Settings, writeLocalState } from './settings.ts'

interface EmbeddedPartsOptions {
  siteUrl: string
  /** Takes what is to be done at the end; last first. */
  atEnd: (stop: () => Promise<void>) => void
  /** The database ended, asked to or by itself. */
  onDatabaseEnd: () => void
}

/** Starts what has no setting. @returns the settings that point to it, and a line about each part */
export async function startEmbeddedParts({
  siteUrl,
  atEnd,
  onDatabaseEnd,
}: EmbeddedPartsOptions): Promise<{ env: Settings; notes: string[] }> {
  const state = readLocalState()
  const env: Settings = {}
  const notes: string[] = []

  if (!process.env.DATABASE_URL) {
    state.ports.postgres = await freePort(state.ports.postgres)
    const postgres = await startEmbeddedPostgres({
      dataDir: join(localDir, 'postgres'),
      port: state.ports.postgres,
    })
    atEnd(() => postgres.stop())
    void postgres.ended.then(onDatabaseEnd)
    await ensureDatabase(postgres, 'course')
    env.DATABASE_URL = postgres.urlOf('course')
    notes.push(`Database         embedded PostgreSQL, data in ${join(localDir, 'postgres')}`)
  }

  const needsStripe = !process.env.STRIPE_SECRET_KEY
  const needsCrypto = !process.env.BTCPAY_URL
  const needsMail = !process.env.SMTP_URL
  if (needsStripe || needsCrypto || needsMail) {
    const { startSandbox } = await import('#sandbox/main.ts')
    state.ports.sandbox = await freePort(state.ports.sandbox)
    state.ports.smtp = await freePort(state.ports.smtp)
    const sandbox = await startSandbox({
      dataDir: join(localDir, 'sandbox'),
      port: state.ports.sandbox,
      smtpPort: state.ports.smtp,
      webhookUrl: `${siteUrl}/api/webhooks/stripe`,
      webhookSecret: state.stripeWebhookSecret,
      btcpayWebhookUrl: `${siteUrl}/api/webhooks/btcpay`,
      btcpayWebhookSecret: state.btcpayWebhookSecret,
    })
    atEnd(() => sandbox.stop())
    env.SANDBOX_URL = sandbox.url
    if (needsStripe) {
      env.STRIPE_SECRET_KEY = sandbox.stripe.apiKey
      env.STRIPE_WEBHOOK_SECRET = state.stripeWebhookSecret
      env.STRIPE_API_BASE = sandbox.url
      // Card and bank debit are what the dashboard of a fresh account offers; stablecoins are added to be seen.
      env.STRIPE_PAYMENT_METHOD_TYPES =
        process.env.STRIPE_PAYMENT_METHOD_TYPES || 'card,us_bank_account,crypto'
      notes.push(`Payments         sandbox: ${sandbox.dashboardUrl}`)
    }
    if (needsCrypto) {
      env.BTCPAY_URL = sandbox.btcpay.url
      env.BTCPAY_API_KEY = sandbox.btcpay.apiKey
      env.BTCPAY_STORE_ID = sandbox.btcpay.storeId
      env.BTCPAY_WEBHOOK_SECRET = state.btcpayWebhookSecret
      notes.push(`Crypto           sandbox: ${sandbox.dashboardUrl}/crypto`)
    }
    if (needsMail) {
      env.SMTP_URL = `smtp://${sandbox.smtp.host}:${sandbox.smtp.port}`
      notes.push(`Mailbox          sandbox: ${sandbox.mailboxUrl}`)
    }
  }

  env.AUTH_SECRET = process.env.AUTH_SECRET || state.authSecret
  env.BADGE_SECRET = process.env.BADGE_SECRET || state.badgeSecret
  writeLocalState(state)
  return { env, notes }
}
