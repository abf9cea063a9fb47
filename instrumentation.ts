import type { Instrumentation } from 'next'

/** Runs once in each server process, before it answers: settings are checked, the owner is seeded, the job queue starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { boot } = await import('#lib/data/site/boot.ts')
  await boot()
}

/** Called for whatever a page, a route or an action did not expect. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { recordRequestError } = await import('#lib/data/site/record-request-error.ts')
  recordRequestError(error, request)
}
