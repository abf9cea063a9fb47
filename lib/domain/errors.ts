/** Every failure that a person can meet: its HTTP status and the sentence that it is told in. */
export const errors = {
  bad_input: { status: 400, message: 'Something in this form is not right. Nothing was changed.' },
  too_large: { status: 413, message: 'This is larger than what is accepted here. Nothing was changed.' },
  no_length: {
    status: 411,
    message: 'This came without saying how long it is, as every browser does. Nothing was changed.',
  },
  sign_in_required: { status: 401, message: 'Sign in first. What you were doing is kept.' },
  not_found: { status: 404, message: 'There is nothing here, or it is not yours to see.' },
  no_access: {
    status: 403,
    message: 'This is part of the course. Your account does not hold it at the moment.',
  },
  not_owner: { status: 404, message: 'There is nothing here, or it is not yours to see.' },
  bad_origin: { status: 403, message: 'This request came from another site and was not carried out.' },
  rate_limited: {
    status: 429,
    message: 'That was often in a short time. Nothing was lost; try again in a few minutes.',
  },
  link_expired: {
    status: 410,
    message: 'This link was used already, or is older than 15 minutes. Ask for a new one.',
  },
  already_owned: { status: 409, message: 'You already have this course. Nothing was charged.' },
  gift_link_ended: {
    status: 410,
    message: 'This link has ended. A gift that was passed on or mailed again has a new one.',
  },
  gift_redeemed: { status: 409, message: 'This gift was redeemed already, by somebody else.' },
  gift_taken_back: {
    status: 410,
    message: 'This gift is not open any more: its payment goes back to who gave it.',
  },
  gift_not_yours: {
    status: 409,
    message: 'You already have this course. The gift is untouched: pass its link on to somebody else.',
  },
  gift_not_changeable: {
    status: 409,
    message: 'This gift was redeemed or taken back, so it cannot go to anybody else. Nothing was changed.',
  },
  payment_unavailable: {
    status: 502,
    message: 'The payment service did not answer. Nothing was charged; try again in a moment.',
  },
  receipt_unavailable: {
    status: 502,
    message: 'The payment service did not answer. Your receipt is kept there; try again in a moment.',
  },
  late_payment_gone: {
    status: 409,
    message: 'No late payment waits on this order any more. Nothing was changed.',
  },
  code_unknown: { status: 404, message: 'There is no such promotion code. Look at how it is written.' },
  code_over: { status: 410, message: 'This promotion code has run out.' },
  code_taken: { status: 409, message: 'There is a code of this name already. Nothing was changed.' },
  email_needed: {
    status: 400,
    message: 'Say which e-mail address the course goes to, such as ada@example.com.',
  },
  refund_window_over: {
    status: 409,
    message: 'The 30 days for a refund by yourself are over. Write to us and we will look at it.',
  },
  refund_not_possible: { status: 409, message: 'There is nothing to refund on this order.' },
  access_not_given: {
    status: 409,
    message: 'Only access that was given for nothing can be ended like this. What was paid for is refunded.',
  },
  bad_amount: { status: 400, message: 'That is no amount of this currency, such as 9.50. Nothing was sent.' },
  refund_too_much: {
    status: 409,
    message: 'That is more than is left of this payment. Nothing was sent.',
  },
  refund_waiting: {
    status: 409,
    message: 'Another refund of this order is just being sent. Look again in a minute. Nothing was changed.',
  },
  refund_disputed: {
    status: 409,
    message:
      'Your bank is already asking for this payment back. A refund on top would pay it twice, so it is not sent.',
  },
  runs_full: {
    status: 409,
    message:
      'Your account keeps 30 runs, and has them. Delete one under Your account, Runs; nothing was kept.',
  },
  not_finished: {
    status: 409,
    message: 'Some lessons or exercises are not done yet. The certificate is ready when they are.',
  },
  name_unchanged: {
    status: 409,
    message: 'That is the name that stands on it already. Nothing was changed.',
  },
  corrected_already: {
    status: 409,
    message: 'You have corrected this name once. Write to us, and we will correct it again.',
  },
  owner_stays: {
    status: 409,
    message:
      'This account owns the site, and the settings would make it again. Name another owner there first.',
  },
  other_address: {
    status: 409,
    message: 'That is not the address of this account. Nothing was deleted.',
  },
  review_not_yours: {
    status: 403,
    message: 'A course is reviewed by those who hold it, or held it. Nothing was saved.',
  },
  vote_for_own: { status: 409, message: 'Your own review is for others to vote on. Nothing was changed.' },
  kept_private: { status: 403, message: 'The graduate keeps this certificate private.' },
  revoked: { status: 410, message: 'This certificate was revoked and is no longer valid.' },
  name_unprintable: {
    status: 422,
    message: 'This name has characters that the certificate cannot print right. Try another spelling of it.',
  },
  internal: {
    status: 500,
    message: 'Something broke on our side. It is noted; nothing that you had is lost. Try again.',
  },
} as const

export type ErrorCode = keyof typeof errors

/** An expected failure, thrown where a value would have to pass through many hands. Becomes a value at the edge. */
export class AppError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string = errors[code].message) {
    super(message)
    this.name = 'AppError'
    this.code = code
  }
}
