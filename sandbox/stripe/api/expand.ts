import { invalidRequest } from '../errors.ts'
import type { World } from '../world.ts'

type Fields = Record<string, unknown>

const maximumLevels = 4

/** Replaces ids by their objects along the paths of `expand[]`, and adds what is only shown when asked for. */
export function expandObject(world: World, object: object, paths: readonly string[]): object {
  const copy = structuredClone(object)
  for (const path of paths) {
    const parts = path.split('.')
    if (parts.length > maximumLevels)
      throw invalidRequest('You cannot expand more than 4 levels of a property.', { param: 'expand' })
    expandPath(world, copy, parts, path)
  }
  return copy
}

function expandPath(world: World, value: unknown, parts: string[], whole: string): void {
  const [part, ...rest] = parts
  if (part === undefined || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) expandPath(world, item, parts, whole)
    return
  }
  if (typeof value !== 'object') throw cannotExpand(whole)
  const fields = value as Fields
  const added = included(world, fields, part)
  if (added !== undefined) fields[part] ??= added
  const now = fields[part]
  if (typeof now === 'string') {
    const target = world.store.findAny(now)
    if (!target) throw cannotExpand(whole)
    fields[part] = target
  } else if (now === undefined || (now !== null && typeof now !== 'object')) {
    throw cannotExpand(whole)
  }
  expandPath(world, fields[part], rest, whole)
}

/** Parts of an object that Stripe leaves out unless they are asked for. */
function included(world: World, fields: Fields, part: string): object | null | undefined {
  const id = String(fields.id)
  if (fields.object === 'checkout.session' && part === 'line_items') {
    const { items } = world.store.findOrThrow('session_details', `${id}/details`)
    return { object: 'list', data: items, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` }
  }
  if (fields.object === 'charge' && part === 'refunds') {
    const { data } = world.store.list('refund', { where: { charge: id } })
    return { object: 'list', data, has_more: false, url: `/v1/charges/${id}/refunds` }
  }
  // A failed refund alone has one; asking for it elsewhere is no error.
  if (fields.object === 'refund' && part === 'failure_balance_transaction') return null
  return undefined
}

function cannotExpand(path: string) {
  return invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' })
}
