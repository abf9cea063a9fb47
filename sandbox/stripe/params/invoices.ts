// Parameters of invoices: those that checkout sessions make, and reading them.
import type Stripe from 'stripe'
import type { z } from 'zod'
import { created, expand, flag, metadata, oneOf, paging, params, text, unplayed } from './kit.ts'

export const invoiceCreation = params<Stripe.Checkout.SessionCreateParams.InvoiceCreation>()({
  enabled: flag(),
  invoice_data: params<Stripe.Checkout.SessionCreateParams.InvoiceCreation.InvoiceData>()({
    description: text(1500).optional(),
    footer: text(5000).optional(),
    metadata: metadata().optional(),
    ...unplayed('account_tax_ids', 'custom_fields', 'issuer', 'rendering_options'),
  }).optional(),
})

export type InvoiceCreation = z.output<typeof invoiceCreation>

export const invoiceList = params<Stripe.InvoiceListParams>()({
  ...paging,
  ...created,
  ...expand,
  customer: text().optional(),
  status: oneOf('draft', 'open', 'paid', 'uncollectible', 'void').optional(),
  ...unplayed('collection_method', 'customer_account', 'due_date', 'subscription'),
})
