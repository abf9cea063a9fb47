import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import { discountOf, findCodeProblem, type Price, type Promotion } from '#lib/domain/promotion.ts'
import { promotionCodeSchema } from '#lib/schemas/promotion.ts'
import { db, type Tx } from '#lib/server/db.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export interface AppliedCode {
  promotionCodeId: string
  code: string
  discountInCents: number
}

/** Orders that use a code: paid ones, and open ones until they end. */
const usesIt: Prisma.OrderWhereInput = { status: { notIn: ['EXPIRED', 'FAILED'] } }

/**
 * What a code that somebody typed takes off this price now.
 * @param except orders that do not count: what somebody has open themselves does not stand in their own way
 * @throws code_unknown; code_over when its time or number has run out
 */
export async function applyPromotionCode(
  tx: Pick<Tx, 'promotionCode' | 'order'>,
  typed: string,
  price: Price,
  except: Prisma.OrderWhereInput | null = null,
): Promise<AppliedCode> {
  const code = promotionCodeSchema.safeParse(typed)
  const found = code.success && (await tx.promotionCode.findUnique({ where: { code: code.data } }))
  if (!found) throw new AppError('code_unknown')
  const uses = { promotionCodeId: found.id, ...usesIt }
  // Two counts: `NOT` would leave out what guests have open, whose buyer is not known.
  const usedBy =
    (await tx.order.count({ where: uses })) -
    (except ? await tx.order.count({ where: { AND: [uses, except] } }) : 0)
  const problem = findCodeProblem(found, price, usedBy, new Date())
  if (problem) throw new AppError(problem)
  return { promotionCodeId: found.id, code: found.code, discountInCents: discountOf(found, price) }
}

/**
 * The same, for an order that is made in this transaction: whoever else wants the code waits, so that its last use is given once.
 * @throws as above
 */
export async function takePromotionCode(tx: Tx, typed: string, price: Price): Promise<AppliedCode> {
  const code = promotionCodeSchema.safeParse(typed)
  if (code.success) await tx.$queryRaw`SELECT 1 FROM "PromotionCode" WHERE "code" = ${code.data} FOR UPDATE`
  return applyPromotionCode(tx, typed, price)
}

export interface OwnerCode extends Promotion {
  id: string
  code: string
  usedBy: number
}

/** All codes with how often each is used, newest first. For the owner alone. */
export async function listPromotionCodes(): Promise<OwnerCode[]> {
  const codes = await db.promotionCode.findMany({
    orderBy: { createdAt: 'desc' },
    take: 200,
    include: { _count: { select: { orders: { where: usesIt } } } },
  })
  return codes.map(({ _count, createdAt: _, ...code }) => ({ ...code, usedBy: _count.orders }))
}
