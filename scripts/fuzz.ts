/**
 * `npm run fuzz -- --minutes 10` compares the engine with the real allocator on new random traces until the time is over
 * or a difference is found, which is then shrunk and printed with its seed.
 *
 * `--python-config ~/.pyenv/versions/3.9.18/bin/python3.9-config --profile 3.9` compares with another CPython up to 3.11.
 */
import { parseArgs } from 'node:util'
import { DEFAULT_PROFILE_NAME, profile } from '#simulator/index.ts'
import { report, runSeed } from '#tests/cpython/differential.ts'
import { buildProgram, DEBIAN_PYTHON_CONFIG, prepareToolchain } from '#tests/cpython/oracle.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    length: { type: 'string', default: '200000' },
    profile: { type: 'string', default: DEFAULT_PROFILE_NAME },
    'python-config': { type: 'string', default: DEBIAN_PYTHON_CONFIG },
  },
})

const reason = values['python-config'] === DEBIAN_PYTHON_CONFIG ? prepareToolchain() : null
if (reason !== null) {
  console.error(reason)
  process.exit(2)
}

const sides = { oracle: buildProgram('oracle', values['python-config']), profile: profile(values.profile) }
const length = Number(values.length)
const end = performance.now() + Number(values.minutes) * 60_000
let operations = 0
let released = 0
let seed = Number(values.seed)
console.log(`${sides.profile.label}, from seed ${seed}, ${length.toLocaleString('en')} operations each`)
while (performance.now() < end) {
  const run = runSeed(sides, seed, length)
  if (run.difference !== null) {
    console.error(report(sides, run.difference))
    process.exit(1)
  }
  operations += length
  released += run.released
  seed++
}
console.log(`${operations.toLocaleString('en')} operations, ${released} arenas given back, no difference`)
