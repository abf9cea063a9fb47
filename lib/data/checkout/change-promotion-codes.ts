import 'server-only'
import type { z } from 'zod'
import { type Actor, recordAudit } from '#lib/data/owner/record-audit.ts'
import { AppError } from '#lib/domain/errors.ts'
import { toCents } from '#lib/domain/money.ts'
import type { newPromotionCodeSchema } from '#lib/schemas/promotion.ts'
import { getFeaturedCourse } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { Prisma } from '#prisma/generated/client.ts'

type NewCode = z.output<typeof newPromotionCodeSchema>

/**
 * The owner makes a code; an amount counts in the currency of the featured course.
 * @throws code_taken; bad_input when it takes off more than 100 percent
 */
export async function makePromotionCode(actor: Actor, wish: NewCode): Promise<void> {
  const { code, kind, off, maxOrders, lastDay } = wish
  const { currency } = getFeaturedCourse().price
  if (kind === 'percent' && (off > 100 || !Number.isInteger(off))) throw new AppError('bad_input')
  const what =
    kind === 'percent' ? { percentOff: off } : { amountOffInCents: toCents(off, currency), currency }
  // The day is in the code's favour: it counts until that day has ended.
  const expiresAt = lastDay === null ? null : new Date(Date.parse(lastDay) + 24 * 60 * 60 * 1000)
  try {
    await db.$transaction(async (tx) => {
      await tx.promotionCode.create({ data: { code, ...what, maxOrders, expiresAt } })
      await recordAudit(tx, actor, { action: 'MAKE_CODE', detail: code })
    })
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
      throw new AppError('code_taken')
    throw error
  }
}

/**
 * The owner switches a code off or on; orders that used it keep their price.
 * @throws not_found
 */
export async function switchPromotionCode(
  actor: Actor,
  { id, isActive }: { id: string; isActive: boolean },
): Promise<void> {
  const found = await db.promotionCode.findUnique({ where: { id }, select: { code: true } })
  if (!found) throw new AppError('not_found')
  await db.$transaction(async (tx) => {
    await tx.promotionCode.update({ where: { id }, data: { isActive } })
    const detail = `${found.code} ${isActive ? 'on' : 'off'}`
    await recordAudit(tx, actor, { action: 'SWITCH_CODE', detail })
  })
}
