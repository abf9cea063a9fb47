/** What BTCPay Server has, asked over its own API. */
import { z } from 'zod'

/** Where to ask. */
export interface Btcpay {
  btcpay: { url: string; apiKey: string; storeId: string }
}

export interface PullPayment {
  id: string
  description: string
  archived: boolean
  /** The ids of its payouts. */
  payouts: string[]
}

const pullsSchema = z.array(z.object({ id: z.string(), description: z.string(), archived: z.boolean() }))
const payoutsSchema = z.array(z.object({ id: z.string() }))

async function ask<S extends z.ZodType>({ btcpay }: Btcpay, schema: S, path: string): Promise<z.output<S>> {
  const headers = { authorization: `token ${btcpay.apiKey}` }
  return schema.parse(await (await fetch(`${btcpay.url}/api/v1${path}`, { headers })).json())
}

const invoiceSchema = z.object({ status: z.string(), paidAmount: z.coerce.number() })

export function invoiceOf(sandbox: Btcpay, id: string): Promise<z.output<typeof invoiceSchema>> {
  return ask(sandbox, invoiceSchema, `/stores/${sandbox.btcpay.storeId}/invoices/${id}`)
}

/** All pull payments, with their payouts; the oldest first. */
export async function pullPaymentsOf(sandbox: Btcpay): Promise<PullPayment[]> {
  const pulls = await ask(
    sandbox,
    pullsSchema,
    `/stores/${sandbox.btcpay.storeId}/pull-payments?includeArchived=true`,
  )
  return Promise.all(
    pulls.map(async (pull) => {
      const payouts = await ask(
        sandbox,
        payoutsSchema,
        `/pull-payments/${pull.id}/payouts?includeCancelled=true`,
      )
      return { ...pull, payouts: payouts.map(({ id }) => id) }
    }),
  )
}
