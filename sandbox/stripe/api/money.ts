import { changeCustomer, mergeMetadata, newCustomer } from '../engine/customers.ts'
import { closeDispute, findDispute, submitEvidence } from '../engine/disputes.ts'
import { emit, presentEvent } from '../engine/events.ts'
import { cancelRefund, createRefund } from '../engine/refunds.ts'
import { invalidRequest } from '../errors.ts'
import * as schemas from '../params/money.ts'
import { type Endpoint, endpoint, found, listPage, takesNothing } from './endpoint.ts'
import { searchCustomers } from './search.ts'

const customers: Endpoint[] = [
  endpoint('POST', '/v1/customers', schemas.customerCreate, newCustomer),
  endpoint('GET', '/v1/customers', schemas.customerList, (world, { email, ...paging }) =>
    listPage(world, 'customer', '/v1/customers', paging, { where: { email } }),
  ),
  endpoint('GET', '/v1/customers/search', schemas.customerSearch, (world, { query, limit }) =>
    searchCustomers(world, query, limit),
  ),
  endpoint('GET', '/v1/customers/:id', schemas.expandOnly, (world, _, id) => found(world, 'customer', id)),
  endpoint('POST', '/v1/customers/:id', schemas.customerUpdate, (world, fields, id) =>
    changeCustomer(world, found(world, 'customer', id), fields),
  ),
  endpoint('DELETE', '/v1/customers/:id', takesNothing, (world, _, id) => {
    const customer = found(world, 'customer', id)
    world.store.remove('customer', id)
    emit(world, 'customer.deleted', customer)
    return { id, object: 'customer', deleted: true }
  }),
]

const payments: Endpoint[] = [
  endpoint('GET', '/v1/payment_intents', schemas.paymentIntentList, (world, { customer, ...paging }) =>
    listPage(world, 'payment_intent', '/v1/payment_intents', paging, { where: { customer } }),
  ),
  endpoint('GET', '/v1/payment_intents/:id', schemas.expandOnly, (world, _, id) =>
    found(world, 'payment_intent', id),
  ),
  endpoint('GET', '/v1/charges', schemas.chargeList, (world, { customer, payment_intent, ...paging }) =>
    listPage(world, 'charge', '/v1/charges', paging, { where: { customer, payment_intent } }),
  ),
  endpoint('GET', '/v1/charges/:id', schemas.expandOnly, (world, _, id) => found(world, 'charge', id)),
  endpoint(
    'GET',
    '/v1/balance_transactions',
    schemas.balanceTransactionList,
    (world, { currency, source, type, ...paging }) =>
      listPage(world, 'balance_transaction', '/v1/balance_transactions', paging, {
        where: { currency, source, type },
      }),
  ),
  endpoint('GET', '/v1/balance_transactions/:id', schemas.expandOnly, (world, _, id) =>
    found(world, 'balance_transaction', id),
  ),
]

const refunds: Endpoint[] = [
  endpoint('POST', '/v1/refunds', schemas.refundCreate, createRefund),
  endpoint('GET', '/v1/refunds', schemas.refundList, (world, { charge, payment_intent, ...paging }) =>
    listPage(world, 'refund', '/v1/refunds', paging, { where: { charge, payment_intent } }),
  ),
  endpoint('GET', '/v1/refunds/:id', schemas.expandOnly, (world, _, id) => found(world, 'refund', id)),
  endpoint('POST', '/v1/refunds/:id', schemas.refundUpdate, (world, fields, id) => {
    const refund = found(world, 'refund', id)
    refund.metadata = mergeMetadata(refund.metadata, fields.metadata)
    world.store.update('refund', refund)
    emit(world, 'refund.updated', refund)
    return refund
  }),
  endpoint('POST', '/v1/refunds/:id/cancel', schemas.expandOnly, (world, _, id) => cancelRefund(world, id)),
]

const disputes: Endpoint[] = [
  endpoint('GET', '/v1/disputes', schemas.disputeList, (world, { charge, payment_intent, ...paging }) =>
    listPage(world, 'dispute', '/v1/disputes', paging, { where: { charge, payment_intent } }),
  ),
  endpoint('GET', '/v1/disputes/:id', schemas.expandOnly, (world, _, id) => findDispute(world, id)),
  endpoint('POST', '/v1/disputes/:id', schemas.disputeUpdate, (world, fields, id) => {
    const dispute = findDispute(world, id)
    if (fields.metadata !== undefined) {
      dispute.metadata = mergeMetadata(dispute.metadata, fields.metadata)
      world.store.update('dispute', dispute)
    }
    if (fields.evidence === undefined && fields.submit === undefined) return dispute
    return submitEvidence(world, id, fields.evidence ?? {}, fields.submit ?? true)
  }),
  endpoint('POST', '/v1/disputes/:id/close', schemas.expandOnly, (world, _, id) =>
    closeDispute(world, id, 'lost'),
  ),
]

const events: Endpoint[] = [
  endpoint('GET', '/v1/events', schemas.eventList, (world, { delivery_success, type, types, ...paging }) => {
    if (type !== undefined && types !== undefined) {
      throw invalidRequest('You may only specify one of these parameters: type, types.')
    }
    const where = { type: types ?? type }
    const page = listPage(world, 'event', '/v1/events', paging, { where, delivered: delivery_success })
    return { ...page, data: page.data.map((event) => presentEvent(world, event)) }
  }),
  endpoint('GET', '/v1/events/:id', schemas.expandOnly, (world, _, id) =>
    presentEvent(world, found(world, 'event', id)),
  ),
]

export const moneyEndpoints: Endpoint[] = [...customers, ...payments, ...refunds, ...disputes, ...events]
