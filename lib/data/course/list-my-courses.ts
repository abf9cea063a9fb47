import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'

/** The courses that the viewer holds, as far as they are still taught here. */
export async function listMyCourses(viewer: Viewer): Promise<{ slug: string; title: string }[]> {
  const held = await db.entitlement.findMany({
    where: { userId: viewer.userId, revokedAt: null },
    orderBy: { grantedAt: 'asc' },
    select: { courseSlug: true },
  })
  return held.flatMap(({ courseSlug }) => {
    const outline = getCourseOutline(courseSlug)
    return outline ? [{ slug: courseSlug, title: outline.title }] : []
  })
}
