import { invalidRequest } from '../errors.ts'
import type { Customer } from '../types.ts'
import type { World } from '../world.ts'

const clausePattern = /^\s*(email|name|phone|metadata\[["']([^"']+)["']\])\s*([:~])\s*["']([^"']*)["']\s*$/

/** The part of Stripe's search language that finds customers: `email:'a@b.c' AND metadata['userId']:'7'`. */
export function searchCustomers(world: World, query: string, limit = 10) {
  const clauses = query.split(/\s+AND\s+/i).map(readClause)
  const { data } = world.store.list('customer')
  const matching = data.filter((customer) => clauses.every((matches) => matches(customer)))
  return {
    object: 'search_result',
    data: matching.slice(0, limit),
    has_more: matching.length > limit,
    next_page: null,
    url: '/v1/customers/search',
  }
}

function readClause(clause: string): (customer: Customer) => boolean {
  const [, field, key, operator, wanted = ''] = clausePattern.exec(clause) ?? []
  if (field === undefined)
    throw invalidRequest(`We were unable to parse your search query: ${clause}`, { param: 'query' })
  return (customer) => {
    const value =
      (key === undefined ? customer[field as 'email' | 'name' | 'phone'] : customer.metadata[key]) ?? ''
    const [has, asks] = [value.toLowerCase(), wanted.toLowerCase()]
    return operator === '~' ? has.includes(asks) : has === asks
  }
}
