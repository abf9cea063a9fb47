import { z } from 'zod'
import type { Query, Range } from '../../core/store.ts'
import { resourceMissing } from '../errors.ts'
import type { Kind, Kinds } from '../types.ts'
import type { World } from '../world.ts'

/** One call of the API. Handlers are synchronous: the router wraps them in one transaction. */
export interface Endpoint {
  method: 'DELETE' | 'GET' | 'POST'
  path: string
  schema: z.ZodType
  handle(world: World, params: unknown, id: string): object
}

/** `:id` in the path reaches the handler as its last argument. */
export function endpoint<S extends z.ZodType>(
  method: Endpoint['method'],
  path: string,
  schema: S,
  handle: (world: World, params: z.output<S>, id: string) => object,
): Endpoint {
  // The router gives each handler what its own schema has read.
  return { method, path, schema, handle: (world, params, id) => handle(world, params as z.output<S>, id) }
}

export const takesNothing = z.strictObject({})

interface Paging {
  created?: number | Range | undefined
  ending_before?: string | undefined
  limit?: number | undefined
  starting_after?: string | undefined
}

/** A page of a list, in Stripe's shape; the default length is 10. */
export function listPage<K extends Kind>(
  world: World,
  kind: K,
  url: string,
  paging: Paging,
  query: Pick<Query, 'where' | 'delivered'> = {},
) {
  for (const param of ['starting_after', 'ending_before'] as const) {
    const cursor = paging[param]
    if (cursor !== undefined && !world.store.find(kind, cursor)) throw resourceMissing(kind, cursor, param)
  }
  const { data, hasMore } = world.store.list(kind, {
    ...query,
    created: paging.created,
    startingAfter: paging.starting_after,
    endingBefore: paging.ending_before,
    limit: paging.limit ?? 10,
  })
  return { object: 'list' as const, data, has_more: hasMore, url }
}

/** The object of that id, or Stripe's 404. */
export function found<K extends Kind>(world: World, kind: K, id: string): Kinds[K] {
  const object = world.store.find(kind, id)
  if (!object) throw resourceMissing(kind.replace('promotion_code', 'promotion code'), id)
  return object
}
