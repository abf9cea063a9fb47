import { test } from 'vitest'
import { proveShare } from './histories.ts'
import { openWorld } from './world.ts'

const world = await openWorld()

test('money and access agree after any history: one half', () => proveShare(world, 0))
