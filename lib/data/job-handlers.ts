import 'server-only'
import type { JobHandlers } from '#lib/server/jobs.ts'

/** Who does which job. */
export const jobHandlers: Partial<JobHandlers> = {}
