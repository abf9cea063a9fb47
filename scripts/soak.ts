/**
 * `npm run soak -- --histories 10000`: the property test of money and access for longer than in `npm test`, on both cores.
 * `--seed N` begins from a seed that was printed.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './settings.ts'

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() & 0x7fffffff) },
  },
})
for (const [name, value] of Object.entries(values)) {
  if (Number.isInteger(Number(value)) && Number(value) >= 0) continue
  console.error(`--${name} is "${value}", which is not a whole number.`)
  process.exit(2)
}
const { status } = spawnSync(
  join(root, 'node_modules', '.bin', 'vitest'),
  ['run', '--project', 'proof', 'tests/proof/histories', '--testTimeout=0', '--maxWorkers=2'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PROOF_HISTORIES: values.histories, PROOF_SEED: values.seed },
  },
)
process.exit(status ?? 1)
