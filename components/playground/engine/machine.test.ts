import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventNames, packTrace, profile, Recording } from '#simulator/index.ts'
import { lessonOf } from './lessons.ts'
import { Machine, usualSetup } from './machine.ts'
import { OPENING_POSITION, openingTrace } from './opening.ts'
import { parseDeed } from './parse-deed.ts'
import type { Deed } from './run-view.ts'
import { readTraceFile } from './trace-file.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const about = { title: 'a test' }

function machineWith(text: string): Machine {
  const machine = new Machine()
  const loaded = machine.load(bytes(text), about)
  if (!loaded.ok) throw new Error(loaded.fault.message)
  return machine
}

function deed(text: string): Deed {
  const parsed = parseDeed(text, profile('3.11'))
  if (!parsed.ok) throw new Error(parsed.fault.message)
  return parsed.deed
}

const act = (machine: Machine, text: string) => {
  const done = machine.act(deed(text))
  if (!done.ok) throw new Error(done.fault.message)
  return done.value
}

test('a frame at any position shows the state that the recording has there', () => {
  const machine = machineWith(openingTrace())
  const run = new Recording()
  run.load(packTrace([bytes(openingTrace())]))
  for (const position of [OPENING_POSITION, 0, 1, run.length, 5_000, 4_999]) {
    run.seek(position)
    const frame = machine.show(position, [])
    const { arenas, allocatedBytes } = { arenas: run.allocator.arenas(), ...run.allocator.stats() }
    expect(frame).toMatchObject({
      position,
      arenas: arenas.length,
      bytesInUse: allocatedBytes,
      liveBlocks: run.allocator.counters().allocatedBlocks,
    })
    expect(machine.lists(null, true)).toMatchObject({
      statsText: run.allocator.statsText(),
      counters: run.allocator.counters(),
    })
  }
})

test('the opening has arenas taken, kept and given back', () => {
  const machine = new Machine()
  const loaded = machine.load(bytes(openingTrace()), about)
  expect(loaded.ok && loaded.value.times.ARENA_RELEASED).toBeGreaterThan(0)
  expect(loaded.ok && loaded.value.times.ARENA_NEW).toBeGreaterThan(2)
})

test('each step is told in sentences made from its events', () => {
  const machine = machineWith(`${Array.from({ length: 31 }, (_, i) => `m ${i} 512`).join('\n')}\nf 3\n`)
  expect(machine.show(31, []).told).toEqual({
    call: 'malloc(512)',
    returned: '0x7c30',
    sentences: [
      {
        event: 'HIT',
        text: 'Pool 0 of arena 0, first in the ring of the 512-byte class, gave the block at 0x7c30.',
      },
      {
        event: 'POOL_FULL',
        text: 'Pool 0 of arena 0 is full with 31 blocks, and left the ring of the 512-byte class.',
      },
    ],
  })
  const freed = machine.show(32, []).told
  expect(freed?.call).toBe('free(0x4630)')
  expect(freed?.returned).toBeNull()
  expect(machine.show(0, []).told).toBeNull()
})

test.each([
  ['m 1 64\nq 2\n', 2, 'is not one of'],
  ['# a comment\nm 1 64\n\n', 3, 'is not one of'],
  ['# a comment\nm 1 64\n# another\nf 2\n', 4, 'the id 2 is not live'],
  ['m 1 64\nm 1 64\n', 2, 'the id 1 is live already'],
  ['m 1 99999999999999999999\n', 1, 'PY_SSIZE_T_MAX'],
])('a malformed trace is refused with its line, and the former run stays: %j', (text, line, says) => {
  const machine = machineWith('m 1 64\n')
  const before = machine.show(1, [])
  const refused = machine.load(bytes(text), { title: 'bad' })
  expect(refused).toMatchObject({ ok: false, fault: { line } })
  if (!refused.ok) {
    expect(refused.fault.message).toContain(says)
    expect(refused.fault.message).toContain('The former run stays.')
  }
  expect(machine.show(1, [])).toEqual(before)
})

test('an empty trace is refused', () => {
  expect(new Machine().load(bytes('# nothing\n'), about)).toMatchObject({ ok: false })
})

test('deeds by hand happen behind the step that is shown, and undo brings back what they forgot', () => {
  const machine = machineWith(openingTrace())
  const end = machine.show(1e9, [])
  const stats = machine.lists(null, true).statsText
  machine.show(100, [])
  const done = act(machine, 'malloc(512) x 31')
  expect(done.run).toMatchObject({ length: 131, position: 131, canUndo: true })
  act(machine, 'free(50%)')
  act(machine, 'free(newest)')
  expect(machine.undo().length).toBeGreaterThan(131)
  machine.undo()
  const back = machine.undo()
  expect(back).toMatchObject({ position: 100, canUndo: false })
  expect(machine.show(1e9, [])).toEqual(end)
  expect(machine.lists(null, true).statsText).toBe(stats)
})

test('a refused deed leaves everything as it was', () => {
  const machine = machineWith('m 1 64\nm 2 64\nf 1\n')
  machine.show(2, [])
  const before = machine.show(2, [])
  for (const text of [
    'free(0x4040)',
    'free(raw#7)',
    'realloc(0x9999999, 5)',
    'malloc(999999999999999) x 100000',
  ])
    expect(machine.act(deed(text)), text).toMatchObject(
      text.startsWith('malloc') ? { ok: true } : { ok: false },
    )
  machine.undo()
  expect(machine.show(2, [])).toEqual(before)
  expect(machine.show(3, []).position).toBe(3)
})

test('the same requests in another set-up: another geometry at the same step', () => {
  const machine = machineWith(openingTrace())
  machine.show(9_000, [])
  const changed = machine.change({ profile: '3.8', misalignment: 0, debugHooks: true })
  expect(changed).toMatchObject({ ok: true, value: { position: 9_000, arenaBytes: 256 * 1024 } })
  expect(machine.show(9_000, []).arenas).toBeGreaterThan(6)
  expect(machine.change({ ...usualSetup, misalignment: 3 })).toMatchObject({ ok: false })
  expect(machine.change(usualSetup)).toMatchObject({ ok: true, value: { arenaBytes: 2 ** 20 } })
})

test('a jump leads to the next step in which something happened', () => {
  const machine = machineWith(openingTrace())
  machine.show(0, [])
  const first = machine.find(['ARENA_NEW'], 'next')
  expect(first).toBe(1)
  machine.show(first ?? 0, [])
  const second = machine.find(['ARENA_NEW'], 'next')
  const frame = machine.show(second ?? 0, [])
  expect(frame.arenas).toBe(2)
  expect(frame.told?.sentences.map(({ event }) => event)).toContain('ARENA_NEW')
  expect(machine.find(['ARENA_NEW'], 'previous')).toBe(1)
})

test('a block says when it was handed out, for how many bytes, and by which line', () => {
  const machine = new Machine()
  machine.load(bytes('m 1 100\nm 2 60\nf 2\n'), { title: 'lines', sourceLines: Uint32Array.of(7, 9, 9) })
  expect(machine.show(2, []).sourceLine).toBe(9)
  expect(machine.block({ arena: 0, pool: 0, block: 0 })).toMatchObject({
    state: 'live',
    bornAt: 1,
    bytes: 100,
    blockSize: 112,
    sourceLine: 7,
  })
  machine.show(3, [])
  expect(machine.block({ arena: 0, pool: 1, block: 0 })).toMatchObject({ state: 'free', order: 0 })
  expect(machine.block({ arena: 0, pool: 9, block: 0 })).toBeNull()
})

test('a run is told as a trace that runs again', () => {
  const machine = machineWith(openingTrace())
  machine.show(50, [])
  act(machine, 'calloc(4, 25) x 3')
  const end = machine.show(53, [])
  const again = new Machine()
  again.load(machine.trace(), about)
  expect(again.show(53, []).bytesInUse).toBe(end.bytesInUse)
})

test.each([
  ['malloc(100)', { op: 'malloc', sizes: { kind: 'exactly', bytes: 100 }, times: 1 }],
  [' MALLOC( 1..512 ) × 500 ', { op: 'malloc', sizes: { kind: 'between', least: 1, most: 512 }, times: 500 }],
  ['malloc(~64) x 10;', { op: 'malloc', sizes: { kind: 'mostly-small', mean: 64 }, times: 10 }],
  ['calloc(4, 25)', { op: 'calloc', count: 4, bytes: 25, times: 1 }],
  ['realloc(0x4030, 85)', { op: 'realloc', pointer: 0x2000_0000_4030, bytes: 85 }],
  ['realloc(NULL, 85)', { op: 'realloc', pointer: null, bytes: 85 }],
  ['free(0x200000004030)', { op: 'free', what: { pointer: 0x2000_0000_4030 } }],
  ['free(raw#2)', { op: 'free', what: { pointer: 'raw#2' } }],
  ['free(all)', { op: 'free', what: { share: 1 } }],
])('%s is read', (text, expected) => {
  expect(parseDeed(text, profile('3.11'))).toEqual({ ok: true, deed: expected })
})

test.each([
  ['hello', 'is not a call'],
  ['malloc()', 'takes one operand'],
  ['malloc(-5)', 'is no size'],
  ['malloc(1e9)', 'is no size'],
  ['calloc(5)', 'takes two operands'],
  ['free(17)', 'is no address'],
  ['free(101%)', 'is no address'],
  ['free(newest) x 3', 'is done once'],
])('%s is refused in a sentence', (text, says) => {
  const parsed = parseDeed(text, profile('3.11'))
  expect(parsed.ok).toBe(false)
  if (!parsed.ok) expect(parsed.fault.message).toContain(says)
})

test('sizes and repetitions out of range are refused in a sentence', () => {
  const machine = new Machine()
  for (const text of ['malloc(5) x 0', 'malloc(5) x 100001', 'malloc(9..3)'])
    expect(machine.act(deed(text)), text).toMatchObject({
      ok: false,
      fault: { message: expect.stringMatching(/\.$/) },
    })
  expect(machine.act(deed('free(newest)'))).toMatchObject({ ok: false })
})

test('a file may be text or gzip; what is damaged or too large is refused', async () => {
  const text = 'm 1 64\n'
  const read = async (blob: Blob) => readTraceFile(blob)
  expect(await read(new Blob([text]))).toMatchObject({ ok: true, value: bytes(text) })
  const packed = await new Response(
    new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')),
  ).blob()
  expect(await read(packed)).toMatchObject({ ok: true, value: bytes(text) })
  expect(await read(packed.slice(0, 12))).toMatchObject({ ok: false })
  const most = 2 ** 20
  const large = new Blob([new Uint8Array(2 * most)])
  expect(await readTraceFile(large, most)).toMatchObject({ ok: false })
  const bomb = await new Response(large.stream().pipeThrough(new CompressionStream('gzip'))).blob()
  expect(bomb.size).toBeLessThan(most / 100)
  expect(await readTraceFile(bomb, most)).toMatchObject({
    ok: false,
    fault: { message: expect.stringContaining('larger') },
  })
})

test('every event has a lesson of the course', () => {
  const slugs = readdirSync('content/courses/demystifying-python-memory/lessons').map((name) => name.slice(3))
  for (const name of eventNames) expect(slugs).toContain(lessonOf[name])
})
