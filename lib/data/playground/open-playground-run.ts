import 'server-only'
import { AppError } from '#lib/domain/errors.ts'
import { db } from '#lib/server/db.ts'

/** A kept run, folded, for whoever has its link. @throws not_found */
export async function openPlaygroundRun(id: string): Promise<Uint8Array<ArrayBuffer>> {
  const run = await db.playgroundRun.findUnique({ where: { id }, select: { folded: true } })
  if (!run) {
    throw new AppError(
      'not_found',
      'This run is not kept any more: its owner deleted it, or the link is cut.',
    )
  }
  return run.folded
}
