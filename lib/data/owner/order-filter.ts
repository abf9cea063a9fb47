import 'server-only'
import { z } from 'zod'
import { OrderStatus, type Prisma, Provider } from '#prisma/generated/client.ts'

const optional = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined)

/** What the owner asks the list of orders for, from its address: what cannot be read is left out. */
export const orderFilterSchema = z.object({
  /** E-mail address, order number, or a provider's id. */
  q: optional(z.string().trim().min(1).max(200)),
  status: optional(z.enum(OrderStatus)),
  provider: optional(z.enum(Provider)),
  country: optional(
    z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/),
  ),
  /** Days, UTC, both included. */
  from: optional(z.iso.date()),
  to: optional(z.iso.date()),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

export type OrderFilter = z.infer<typeof orderFilterSchema>

/** What can be chosen in the filter's form. */
export const orderChoices = { statuses: Object.values(OrderStatus) }

const dayInMs = 24 * 60 * 60 * 1000

function search(q: string): Prisma.OrderWhereInput[] {
  const isLike = { contains: q, mode: 'insensitive' } as const
  return [
    { number: isLike },
    { email: isLike },
    { user: { email: isLike } },
    { providerSessionId: q },
    { invoiceId: q },
    { payments: { some: { providerId: q } } },
    { refunds: { some: { providerRefundId: q } } },
  ]
}

/** The filter as a condition on orders. */
export function toOrderWhere({
  q,
  status,
  provider,
  country,
  from,
  to,
}: OrderFilter): Prisma.OrderWhereInput {
  return {
    ...(status && { status }),
    ...(provider && { provider }),
    ...(country && { country }),
    ...((from || to) && {
      createdAt: {
        ...(from && { gte: new Date(from) }),
        ...(to && { lt: new Date(new Date(to).getTime() + dayInMs) }),
      },
    }),
    ...(q && { OR: search(q) }),
  }
}

/** The filter as it stands in an address, without what is left out. */
export function toQuery({ page, ...filter }: OrderFilter, onPage = page): string {
  const pairs = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []))
  if (onPage > 1) pairs.push(['page', String(onPage)])
  return new URLSearchParams(pairs).toString()
}
