import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readExercises } from './compile-exercises.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exercises-'))
  mkdirSync(join(folder, 'exercises'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const goal = { text: 'One block is live.', check: 'len(blocks) == 1' }
const part = {
  id: 'one',
  task: ['Take a block.'],
  allow: ['malloc'],
  goals: [goal],
  hints: ['a', 'b', 'c'],
  solution: { steps: ['m 1 16'], because: 'It is one.' },
}

function read(file: unknown, name = 'one-block.json') {
  writeFileSync(join(folder, 'exercises', name), typeof file === 'string' ? file : JSON.stringify(file))
  return readExercises(folder)
}
const withPart = (change: object) => ({ title: 'One block', lesson: 1, parts: [{ ...part, ...change }] })

test('an exercise takes its id from its file', () => {
  expect(read(withPart({}))).toMatchObject([{ id: 'one-block', parts: [{ world: { profile: '3.11' } }] }])
})

test('a course without exercises has none', () => {
  rmSync(join(folder, 'exercises'), { recursive: true })
  mkdirSync(join(folder, 'exercises'))
  expect(readExercises(folder)).toEqual([])
})

describe('a file is refused, with its name and the place in it, when', () => {
  test.each([
    ['it is no JSON', '{', 'is not JSON'],
    ['a field is unknown', withPart({ reward: 1 }), 'reward'],
    [
      'a goal cannot be read',
      withPart({ goals: [{ text: 'x', check: 'len(blocks' }] }),
      'parts.0.goals.0.check',
    ],
    [
      'a goal speaks of what there is not',
      withPart({ goals: [{ text: 'x', check: 'counters.raw == 1' }] }),
      'parts.0.goals.0.check: there is no field "raw"',
    ],
    [
      'a goal is no condition',
      withPart({ goals: [{ text: 'x', check: 'len(blocks)' }] }),
      'a flag belongs here',
    ],
    [
      'a question’s moment is no condition',
      withPart({ questions: [{ id: 'next', kind: 'address', prompt: 'Where?', when: 'nothing' }] }),
      'parts.0.questions.0.when: there is no name "nothing"',
    ],
    ['a step cannot be read', withPart({ start: ['x y z'] }), 'parts.0.start.0'],
    ['there are two hints', withPart({ hints: ['a', 'b'] }), 'three hints'],
    ['there is no such profile', withPart({ world: { kind: 'allocator', profile: '2.7' } }), 'world.profile'],
    ['there is no such world', withPart({ world: { kind: 'garden' } }), 'world'],
    [
      'its solution does not solve it',
      withPart({ solution: { steps: ['m 1..2 16'], because: 'x' } }),
      'does not reach "One block is live."',
    ],
    [
      'its solution breaks its limits',
      withPart({ limits: { calls: 1 }, solution: { steps: ['m 1 16', 'm 2 16'], because: 'x' } }),
      'allows 1 call',
    ],
    ['it is solved from the start', withPart({ start: ['m 1 16'] }), 'hold before anything was done'],
    ['its start cannot be played', withPart({ start: ['f 1'] }), 'no live block 1'],
    ['two parts have one name', { title: 'x', lesson: 1, parts: [part, part] }, 'two are called "one"'],
    ['no part counts', withPart({ optional: true }), 'at least one part is not optional'],
  ])('%s', (_, file, message) => {
    expect(() => read(file)).toThrow('one-block.json')
    expect(() => read(file)).toThrow(message)
  })

  test('its name is none', () => {
    expect(() => read(withPart({}), 'One Block.json')).toThrow(
      'One Block.json: an exercise is named in lower case',
    )
  })
})
