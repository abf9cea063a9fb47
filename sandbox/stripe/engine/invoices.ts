import type Stripe from 'stripe'
import { newId, randomLetters } from '../../core/ids.ts'
import type { Invoice, LineItem, Session } from '../types.ts'
import { nowSeconds, type World } from '../world.ts'
import { emit } from './events.ts'

/** The invoice of a checkout that was paid, as Stripe makes it where the session asked for one; nothing paid, none made. */
export function makeInvoice(world: World, session: Session): void {
  const asked = session.invoice_creation
  if (!asked?.enabled || session.invoice !== null || session.payment_status !== 'paid') return
  const { items } = world.store.findOrThrow('session_details', `${session.id}/details`)
  const created = nowSeconds(world)
  const id = newId('in_1')
  const tax = session.total_details.amount_tax
  const paid = session.amount_total
  const details = session.customer_details
  const count = world.store.list('invoice').data.length + 1
  const page = `${world.publicUrl()}/invoices/${id}`
  const invoice: Invoice = {
    ...unusedInvoiceFields,
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Sandbox',
    amount_due: paid,
    amount_paid: paid,
    attempted: true,
    auto_advance: false,
    automatic_tax: {
      disabled_reason: null,
      enabled: session.automatic_tax.enabled,
      liability: session.automatic_tax.liability,
      provider: session.automatic_tax.provider,
      status: session.automatic_tax.status,
    },
    billing_reason: 'manual',
    collection_method: 'charge_automatically',
    created,
    currency: session.currency,
    customer: session.customer,
    customer_address: details?.address ?? null,
    customer_email: details?.email ?? null,
    customer_name: details?.business_name ?? details?.name ?? null,
    customer_tax_exempt: 'none',
    customer_tax_ids: (details?.tax_ids ?? []).map(({ type, value }) => ({ type, value })),
    description: asked.invoice_data.description,
    effective_at: created,
    footer: asked.invoice_data.footer,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    lines: {
      object: 'list',
      data: items.map((item) => newLine(item, id, created)),
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
    metadata: asked.invoice_data.metadata,
    number: `${randomLetters(8).toUpperCase()}-${String(count).padStart(4, '0')}`,
    period_end: created,
    period_start: created,
    status: 'paid',
    status_transitions: {
      finalized_at: created,
      marked_uncollectible_at: null,
      paid_at: created,
      voided_at: null,
    },
    subtotal: session.amount_subtotal,
    subtotal_excluding_tax: session.amount_subtotal - tax,
    total: paid,
    total_excluding_tax: paid - tax,
  }
  session.invoice = id
  world.store.insert('invoice', invoice, created)
  world.store.update('checkout.session', session)
  for (const type of ['invoice.created', 'invoice.finalized', 'invoice.paid'] as const)
    emit(world, type, invoice)
}

const unusedInvoiceFields = {
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_remaining: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 1,
  automatically_finalizes_at: null,
  custom_fields: null,
  customer_account: null,
  customer_phone: null,
  customer_shipping: null,
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  discounts: [],
  due_date: null,
  ending_balance: 0,
  from_invoice: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  next_payment_attempt: null,
  on_behalf_of: null,
  parent: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  test_clock: null,
  total_discount_amounts: [],
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
} satisfies Partial<Stripe.Invoice>

function newLine(item: LineItem, invoice: string, now: number): Stripe.InvoiceLineItem {
  return {
    id: newId('il_1'),
    object: 'line_item',
    amount: item.amount_subtotal,
    currency: item.currency,
    description: item.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: {},
    parent: null,
    period: { start: now, end: now },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: item.price.id, product: item.price.product },
      type: 'price_details',
      unit_amount_decimal: null,
    },
    quantity: item.quantity,
    quantity_decimal: null,
    subscription: null,
    subtotal: item.amount_subtotal,
    taxes: [],
  }
}
