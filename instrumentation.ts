/** Runs once in each server process, before it answers: settings are checked, the owner is seeded, the job queue starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { boot } = await import('#lib/data/boot.ts')
  await boot()
}
