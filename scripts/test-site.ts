/** The site for the browser tests: `npm start` on data that begin empty. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { embeddedPostgresFolder } from './embedded-postgres.ts'
import { localDir } from './settings.ts'

if (!process.env.LOCAL_DIR) throw new Error('LOCAL_DIR is not set: this would wipe the data of `npm start`.')
rmSync(embeddedPostgresFolder(join(localDir, 'postgres')), { recursive: true, force: true })
rmSync(localDir, { recursive: true, force: true })
// All browsers of a test run sign in from one address.
for (const limit of ['PER_NETWORK', 'PER_EMAIL', 'TOTAL']) process.env[`SIGN_IN_LIMIT_${limit}`] = '1000'
await import('./start.ts')
