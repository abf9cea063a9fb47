import { mergeMetadata } from '../engine/customers.ts'
import { createSession, expireSession, findSession } from '../engine/sessions.ts'
import * as schemas from '../params/checkout.ts'
import { expandOnly } from '../params/money.ts'
import { type Endpoint, endpoint, listPage } from './endpoint.ts'

const base = '/v1/checkout/sessions'

export const checkoutEndpoints: Endpoint[] = [
  endpoint('POST', base, schemas.sessionCreate, createSession),
  endpoint(
    'GET',
    base,
    schemas.sessionList,
    (world, { customer, customer_details, payment_intent, status, ...paging }) =>
      listPage(world, 'checkout.session', base, paging, {
        where: { customer, payment_intent, status, 'customer_details.email': customer_details?.email },
      }),
  ),
  endpoint('GET', `${base}/:id`, expandOnly, (world, _, id) => findSession(world, id)),
  endpoint('POST', `${base}/:id`, schemas.sessionUpdate, (world, fields, id) => {
    const session = findSession(world, id)
    session.metadata = mergeMetadata(session.metadata, fields.metadata)
    return world.store.update('checkout.session', session)
  }),
  endpoint('POST', `${base}/:id/expire`, expandOnly, (world, _, id) => expireSession(world, id)),
  endpoint('GET', `${base}/:id/line_items`, schemas.lineItemList, (world, { limit, starting_after }, id) => {
    const { items } = world.store.findOrThrow('session_details', `${findSession(world, id).id}/details`)
    const from = starting_after === undefined ? 0 : items.findIndex((item) => item.id === starting_after) + 1
    const data = items.slice(from, from + (limit ?? 10))
    return {
      object: 'list',
      data,
      has_more: from + data.length < items.length,
      url: `${base}/${id}/line_items`,
    }
  }),
]
