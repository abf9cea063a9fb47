import 'server-only'
import { runReconciliation } from '#lib/data/books/run-reconciliation.ts'
import { sendGiftLink } from '#lib/data/gifts/send-gift-link.ts'
import { sendGiftMail } from '#lib/data/gifts/send-gift-mail.ts'
import { sendOrderMail } from '#lib/data/orders/send-order-mail.ts'
import { sendOwnerMail } from '#lib/data/owner/send-owner-mail.ts'
import { handleProviderEvent } from '#lib/data/provider-events/handle-provider-event.ts'
import { sendRefund } from '#lib/data/refunds/send-refund.ts'
import { sendReviewHiddenMail } from '#lib/data/reviews/send-review-hidden-mail.ts'
import { sendReviewMail } from '#lib/data/reviews/send-review-mail.ts'
import { sendSignInMail } from '#lib/data/sign-in/send-sign-in-mail.ts'
import { sendWithdrawalLink } from '#lib/data/withdrawals/send-withdrawal-link.ts'
import { sendWithdrawalReceipt } from '#lib/data/withdrawals/send-withdrawal-receipt.ts'
import type { JobHandlers } from '#lib/server/jobs.ts'

/** Who does which job. */
export const jobHandlers: Partial<JobHandlers> = {
  'sign-in-mail': sendSignInMail,
  'order-mail': sendOrderMail,
  'owner-mail': sendOwnerMail,
  'gift-link': sendGiftLink,
  'gift-mail': sendGiftMail,
  'withdrawal-mail': sendWithdrawalLink,
  'withdrawal-receipt': sendWithdrawalReceipt,
  'review-mail': sendReviewMail,
  'review-hidden-mail': sendReviewHiddenMail,
  'send-refund': ({ refundId }) => sendRefund(refundId),
  'provider-event': async ({ eventId }) => {
    await handleProviderEvent(eventId)
  },
  reconcile: async () => {
    await runReconciliation()
  },
}
