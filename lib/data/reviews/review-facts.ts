import 'server-only'
import { Prisma } from '#prisma/generated/client.ts'

/** How access ended when the money went back. */
const moneyWentBack = ['REFUNDED', 'DISPUTE_LOST'] as const

export const isMoneyBack = (reason: string | null): boolean => moneyWentBack.some((back) => back === reason)

/**
 * Joins a review `r` with what became of its writer's access since: `f."isRefunded"`, and `f."lessonsDone"`, which after a refund
 * are those that were done before it. An entitlement that is open comes before those that ended.
 */
export const reviewFacts = Prisma.sql`
  left join lateral (
    select e."revokedAt", e."revokedReason"::text in (${Prisma.join([...moneyWentBack])}) as "isRefunded"
    from "Entitlement" e where e."userId" = r."userId" and e."courseSlug" = r."courseSlug"
    order by e."revokedAt" desc nulls first limit 1
  ) held on true
  left join lateral (
    select coalesce(held."isRefunded", false) as "isRefunded",
      greatest(r."lessonsDone", case when held."isRefunded" then (
        select count(*)::int from "LessonProgress" p
        where p."userId" = r."userId" and p."courseSlug" = r."courseSlug" and p."doneAt" <= held."revokedAt"
      ) else 0 end) as "lessonsDone"
  ) f on true`
