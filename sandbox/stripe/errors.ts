import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What Stripe puts under `error`: https://docs.stripe.com/api/errors */
export interface StripeErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error' | 'rate_limit_error'
  message: string
  code?: string
  param?: string
  doc_url?: string
  charge?: string
}

/** A refusal in Stripe's shape; the API answers with it, the pages show its message. */
export class StripeProblem extends Error {
  readonly status: ContentfulStatusCode
  readonly body: StripeErrorBody

  constructor(status: ContentfulStatusCode, body: StripeErrorBody) {
    super(body.message)
    this.name = 'StripeProblem'
    this.status = status
    this.body = body.code
      ? { ...body, doc_url: `https://docs.stripe.com/error-codes/${body.code.replaceAll('_', '-')}` }
      : body
  }
}

/** 400 for parameters that cannot be. */
export function invalidRequest(
  message: string,
  about: { param?: string; code?: string } = {},
): StripeProblem {
  return new StripeProblem(400, { type: 'invalid_request_error', message, ...about })
}

/** No such object: 404 where the path names it, 400 where a parameter does, as Stripe does. */
export function resourceMissing(what: string, id: string, param = 'id'): StripeProblem {
  return new StripeProblem(param === 'id' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param,
  })
}
