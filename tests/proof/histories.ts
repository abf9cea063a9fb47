/** Random histories through the real code, and what must be true of each. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { type Command, describe, history } from './commands.ts'
import { findBrokenPromises, findDisagreements, findViolations } from './invariants.ts'
import { openHistory } from './perform.ts'
import type { World } from './world.ts'

class Violation extends Error {}

function check(when: string, found: string[]): void {
  if (found.length > 0) throw new Violation(`${when}:\n  ${found.join('\n  ')}`)
}

/** How many orders ended how: a proof in which nobody pays proves little. */
type Ends = Map<string, number>

/** Lets a history happen, then reconciles once, and throws what is wrong. */
export async function live(world: World, commands: Command[], ends: Ends = new Map()): Promise<void> {
  await world.clear()
  const { perform, promised, reconcileOnce } = await openHistory(world)
  for (const command of commands) {
    await perform(command)
    await world.graduate()
    check(`after ${describe(command)}`, await findViolations(world))
  }
  check('reconciled once', (await reconcileOnce()).failed === 0 ? [] : ['something could not be repaired'])
  check('reconciled once', [...(await findViolations(world)), ...(await findDisagreements(world))])
  // What that found out (a double payment to give back) is done by jobs.
  await world.work()
  check('all work done', [
    ...(await findViolations(world)),
    ...(await findDisagreements(world)),
    ...(await findBrokenPromises(world, promised)),
  ])
  for (const { provider, status, isGift } of await world.orders()) {
    const end = `${provider} ${status}${isGift ? ' gift' : ''}`
    ends.set(end, (ends.get(end) ?? 0) + 1)
  }
}

interface Proof {
  histories: number
  /** Which kind of histories. */
  of?: fc.Arbitrary<Command[]>
  /** Whether one that fails is made shorter, which takes some minutes. */
  shrinks?: boolean
  /** Left out: another one each time. */
  seed?: number | undefined
}

/** Lets so many histories happen. @returns the first that is wrong, as short as it can be, with its seed; null when none is. */
export async function findWrongHistory(world: World, proof: Proof): Promise<string | null> {
  const { histories, of = history, shrinks = true, seed = Date.now() & 0x7fffffff } = proof
  console.log(`${histories} histories from seed ${seed}`)
  const ends: Ends = new Map()
  const result = await fc.check(
    fc.asyncProperty(of, (commands) => live(world, commands, ends)),
    { numRuns: histories, seed, endOnFailure: !shrinks },
  )
  const counted = [...ends].sort().map(([end, number]) => `${end} ${number}`)
  console.log(`seed ${seed}: ${counted.join(', ')}`)
  if (!result.failed) return null
  const [commands = []] = result.counterexample ?? []
  const lines = commands.map((command) => `  ${describe(command)}`).join('\n')
  return `History ${result.numRuns} from seed ${seed} is wrong. Again: npm run soak -- --seed ${seed}\nAs short as it gets (shrunk ${result.numShrinks} times):\n${lines}\n${String(result.errorInstance)}`
}

/** Proves a shop with so many histories. */
export async function prove(world: World, proof: Proof): Promise<void> {
  const wrong = await findWrongHistory(world, proof)
  if (wrong !== null) expect.fail(wrong)
}

/** The histories of `npm test` are the same each time, so that it fails for what was changed; `npm run soak` looks for new ones. */
const usualSeed = 92_874_363

/**
 * One of the two halves of a proof, which run beside each other where there are cores for it. PROOF_HISTORIES says how many in all,
 * PROOF_SEED which: a seed that is printed proves the same half of histories again when it is given.
 */
export async function proveShare(world: World, half: 0 | 1): Promise<void> {
  const histories = Math.ceil(Number(process.env.PROOF_HISTORIES || 300) / 2)
  await prove(world, { histories, seed: Number(process.env.PROOF_SEED || usualSeed) + half })
}
