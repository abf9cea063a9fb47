/** `npm run reset`: wipes this machine's local data after asking. Never touches a database of DATABASE_URL. */
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { embeddedPostgresFolder } from './embedded-postgres.ts'
import { localDir, runningPid } from './settings.ts'

if (runningPid() !== null) {
  console.error('It is running: stop it first (Ctrl-C where it runs). Nothing was wiped.')
  process.exit(1)
}
if (!existsSync(localDir)) {
  console.log('There is no local data to wipe.')
  process.exit(0)
}
const isSure = process.argv.includes('--yes')
if (!isSure) {
  const ask = createInterface({ input: process.stdin, output: process.stdout })
  // Without anybody to ask, the question closes unanswered.
  const closed = once(ask, 'close').then(() => '')
  const question = ask.question(
    `This wipes the embedded database, the sandbox's payments and mails, and the local secrets in ${localDir}. Type "wipe" to go on: `,
  )
  const answer = await Promise.race([question, closed])
  ask.close()
  if (answer.trim() !== 'wipe') {
    console.log('Nothing was wiped.')
    process.exit(1)
  }
}
rmSync(embeddedPostgresFolder(join(localDir, 'postgres')), { recursive: true, force: true })
rmSync(localDir, { recursive: true, force: true })
console.log('Wiped. The next `npm start` begins anew.')
