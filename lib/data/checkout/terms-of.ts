import 'server-only'
import { getSite } from '#lib/data/site/get-site.ts'
import { refundPolicyAsText, refundPolicyText } from '#lib/domain/refund-policy-text.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import type { OrderTerms } from '#lib/schemas/order-terms.ts'

/** What a buyer of this course is shown now, to be kept with the order. */
export function termsOf(course: CourseOutline, isGift = false): OrderTerms {
  const { title, version, refundDays } = course
  const refundPromise = isGift
    ? `All of it back until the gift is redeemed, and for ${refundDays} days after that, no questions asked.`
    : `All of it back within ${refundDays} days of the payment, no questions asked.`
  const policyText = refundPolicyText(refundDays, getSite().supportEmail)
  const policy = { version: policyText.version, text: refundPolicyAsText(policyText) }
  return { title, courseVersion: version, refundDays, refundPromise, policy }
}
