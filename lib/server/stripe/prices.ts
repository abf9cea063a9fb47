import 'server-only'
import type Stripe from 'stripe'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { env } from '#lib/server/env.ts'
import { isMissing, stripe } from './client.ts'

async function ensureProduct(course: CourseOutline): Promise<void> {
  const id = `course-${course.slug}`
  const wanted = { name: course.title, description: course.tagline }
  let product: Stripe.Product | Stripe.DeletedProduct
  try {
    product = await stripe.products.retrieve(id)
  } catch (error) {
    if (!isMissing(error)) throw error
    await stripe.products.create({ id, ...wanted }, { idempotencyKey: `product:${id}` })
    return
  }
  if (product.deleted) throw new Error(`The product ${id} was deleted in Stripe.`)
  if (product.name !== wanted.name || product.description !== wanted.description || !product.active) {
    await stripe.products.update(id, { ...wanted, active: true })
  }
}

/**
 * The id of Stripe's price for this course: the course's own definition says what it costs, and is pushed to Stripe under a
 * lookup key. A changed amount makes a new price, to which the key moves; orders keep the price they were opened with.
 */
export async function ensurePrice(course: CourseOutline): Promise<string> {
  const lookupKey = `course-${course.slug}`
  const { amountInCents, currency } = course.price
  await ensureProduct(course)
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 })
  const [known] = data
  const isTaxed = env.STRIPE_TAX === 'off' || known?.tax_behavior === 'inclusive'
  if (known?.unit_amount === amountInCents && known.currency === currency && isTaxed) return known.id
  const price = await stripe.prices.create({
    product: `course-${course.slug}`,
    unit_amount: amountInCents,
    currency,
    // What the page says is what is paid.
    tax_behavior: 'inclusive',
    lookup_key: lookupKey,
    transfer_lookup_key: true,
  })
  return price.id
}
