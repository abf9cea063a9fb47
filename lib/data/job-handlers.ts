import 'server-only'
import type { JobHandlers } from '#lib/server/jobs.ts'
import { handleProviderEvent } from './handle-provider-event.ts'
import { runReconciliation } from './run-reconciliation.ts'
import { sendGiftLink } from './send-gift-link.ts'
import { sendGiftMail } from './send-gift-mail.ts'
import { sendOrderMail } from './send-order-mail.ts'
import { sendOwnerMail } from './send-owner-mail.ts'
import { sendRefund } from './send-refund.ts'
import { sendReviewHiddenMail } from './send-review-hidden-mail.ts'
import { sendReviewMail } from './send-review-mail.ts'
import { sendSignInMail } from './send-sign-in-mail.ts'
import { sendWithdrawalLink } from './send-withdrawal-link.ts'
import { sendWithdrawalReceipt } from './send-withdrawal-receipt.ts'

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
