import type Stripe from 'stripe'
import { newId, randomLetters } from '../../core/ids.ts'
import type { CustomerFields } from '../params/money.ts'
import type { Customer } from '../types.ts'
import { nowSeconds, type World } from '../world.ts'
import { emit } from './events.ts'

export function newCustomer(world: World, fields: Partial<CustomerFields>): Customer {
  const created = nowSeconds(world)
  const customer: Customer = {
    id: newId('cus_', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomLetters(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
  applyFields(customer, fields)
  world.store.insert('customer', customer, created)
  emit(world, 'customer.created', customer)
  return customer
}

export function changeCustomer(world: World, customer: Customer, fields: CustomerFields): Customer {
  applyFields(customer, fields)
  world.store.update('customer', customer)
  emit(world, 'customer.updated', customer)
  return customer
}

const emptyAddress: Stripe.Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
}

function applyFields(customer: Customer, fields: Partial<CustomerFields>): void {
  for (const key of ['description', 'email', 'name', 'phone'] as const) {
    const value = fields[key]
    if (value !== undefined) customer[key] = value === '' ? null : value
  }
  if (fields.address !== undefined) {
    customer.address =
      fields.address === '' ? null : { ...emptyAddress, ...customer.address, ...fields.address }
  }
  if (fields.preferred_locales) customer.preferred_locales = fields.preferred_locales
  if (fields.tax_exempt) customer.tax_exempt = fields.tax_exempt
  customer.metadata = mergeMetadata(customer.metadata, fields.metadata)
}

/** Stripe merges metadata key by key; an empty value takes its key away, an empty text takes all. */
export function mergeMetadata(
  now: Stripe.Metadata | null,
  change: '' | Record<string, string> | undefined,
): Stripe.Metadata {
  if (change === '') return {}
  return Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value !== ''))
}
