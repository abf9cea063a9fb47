import 'server-only'
import { randomBytes } from 'node:crypto'
import { constants, inflateRawSync } from 'node:zlib'
import type { Session } from '#lib/data/sign-in/read-session.ts'
import { AppError } from '#lib/domain/errors.ts'
import { MAX_KEPT_BYTES, MAX_KEPT_RUNS } from '#lib/schemas/playground-run.ts'
import { db } from '#lib/server/db.ts'

/** Whether it begins as a run file does: enough that nobody keeps other things here by mistake. */
function looksLikeRun(folded: Uint8Array): boolean {
  try {
    const start = inflateRawSync(folded.subarray(0, 4096), { finishFlush: constants.Z_SYNC_FLUSH })
    return start.subarray(0, 9).toString() === '# title: '
  } catch {
    return false
  }
}

/**
 * Keeps a run in the account of who holds a course.
 * @param folded a run file, raw deflate; played by browsers only
 * @returns the id: unguessable, since who has it can play the run
 * @throws sign_in_required, no_access, bad_input, too_large, runs_full
 */
export async function keepPlaygroundRun(
  session: Session | null,
  title: string,
  folded: Uint8Array<ArrayBuffer>,
): Promise<string> {
  if (!session) throw new AppError('sign_in_required')
  if (session.courseSlugs.length === 0) throw new AppError('no_access')
  if (folded.length > MAX_KEPT_BYTES) throw new AppError('too_large')
  if (!looksLikeRun(folded)) {
    throw new AppError('bad_input', 'This is no run of the playground. Nothing was kept.')
  }
  const { userId } = session.viewer
  const id = randomBytes(16).toString('base64url')
  await db.$transaction(async (tx) => {
    // Two tabs take turns, so that the count holds.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`playground runs ${userId}`}, 0))`
    if ((await tx.playgroundRun.count({ where: { userId } })) >= MAX_KEPT_RUNS)
      throw new AppError('runs_full')
    await tx.playgroundRun.create({ data: { id, userId, title, folded } })
  })
  return id
}
