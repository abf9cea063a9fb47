import 'server-only'
import { orderNumberSchema } from '#lib/schemas/checkout.ts'
import { getFeaturedCourse } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'

/**
 * Which order somebody left unpaid, by what stands in the address. Whoever knows a number learns which course it is for, and
 * whether as a gift, and nothing else: numbers are quoted in mails and on the phone.
 */
export async function getCancelledCheckout(
  asked: unknown,
): Promise<{ number: string | null; courseSlug: string; isGift: boolean }> {
  const number = orderNumberSchema.safeParse(asked)
  const order =
    number.success &&
    (await db.order.findUnique({
      where: { number: number.data },
      select: { number: true, courseSlug: true, isGift: true },
    }))
  return order || { number: null, courseSlug: getFeaturedCourse().slug, isGift: false }
}
