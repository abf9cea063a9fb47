import { readLimitedText } from '#app/api/_lib/read-limited.ts'
import { receiveBtcpayWebhook } from '#lib/data/provider-events/receive-btcpay-webhook.ts'
import { webhookLimitInBytes } from '#lib/data/provider-events/receive-stripe-webhook.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'

export const dynamic = 'force-dynamic'

const headers = { 'Cache-Control': 'private, no-store' }

/** BTCPay Server tells what happened; the signature is over the raw body. */
export async function POST(request: Request): Promise<Response> {
  const rawBody = await readLimitedText(request, webhookLimitInBytes)
  if (rawBody === null) {
    noteRefusal('too_large', { route: 'btcpay webhook' })
    return Response.json({ outcome: 'refused: too large' }, { status: 413, headers })
  }
  const { status, body } = await receiveBtcpayWebhook(rawBody, request.headers.get('btcpay-sig'))
  return Response.json(body, { status, headers })
}
