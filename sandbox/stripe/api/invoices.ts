import * as schemas from '../params/invoices.ts'
import { expandOnly } from '../params/money.ts'
import { type Endpoint, endpoint, found, listPage } from './endpoint.ts'

const base = '/v1/invoices'

export const invoiceEndpoints: Endpoint[] = [
  endpoint('GET', base, schemas.invoiceList, (world, { customer, status, ...paging }) =>
    listPage(world, 'invoice', base, paging, { where: { customer, status } }),
  ),
  endpoint('GET', `${base}/:id`, expandOnly, (world, _, id) => found(world, 'invoice', id)),
]
