import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import { getCourseOutlineOrThrow } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { createPublicId } from '#lib/server/public-id.ts'

/** Makes the link that shows the viewer's transcript; who has one keeps it. @throws not_found for a course that there is not */
export async function shareTranscript({ userId }: Viewer, courseSlug: string): Promise<void> {
  getCourseOutlineOrThrow(courseSlug)
  await db.transcriptLink.createMany({
    data: { id: createPublicId(), userId, courseSlug },
    skipDuplicates: true,
  })
}

/** Takes the link back: it leads nowhere from now on, and a later one is another. */
export async function unshareTranscript({ userId }: Viewer, courseSlug: string): Promise<void> {
  await db.transcriptLink.deleteMany({ where: { userId, courseSlug } })
}
