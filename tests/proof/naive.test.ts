import { expect, test } from 'vitest'
import { loudHistory, quietHistory } from './commands.ts'
import { findWrongHistory, prove } from './histories.ts'
import { openWorld } from './world.ts'

const world = await openWorld({ isNaive: true })

test(
  'a shop that believes its messages is right as long as nothing goes wrong',
  () => prove(world, { histories: 10, of: quietHistory, seed: 1 }),
  300_000,
)

test('and the harness finds it out as soon as messages come twice and processes die', async () => {
  const wrong = await findWrongHistory(world, { histories: 200, of: loudHistory, shrinks: false })
  expect(wrong).toContain('is wrong')
}, 300_000)
