/**
 * The operations language of `golden/fixture-*.ops`, and the state dump that the C driver of those recordings wrote from
 * the real allocator's memory. Addresses are relative to the region's base.
 */
import { type Allocator, createAllocator, type Pointer } from '#simulator/index.ts'

const BASE = 0x2000_0000_0000

/** Runs the operations on the engine; answers in the words of the C driver. */
export function runFixture(ops: string): string {
  const answers: string[] = []
  const lines = ops.trim().split('\n')
  const excesses = lines.filter((line) => line.startsWith('X ')).map((line) => Number(line.slice(2)))
  const heap = createAllocator({
    placement: { base: BASE, misalignment: excesses },
    debugHooks: lines.includes('D'),
  })
  const pointers = new Map<number, Pointer>()
  for (const line of lines) {
    const [letter = '', ...rest] = line.split(' ')
    const [id = 0, n = 0, m = 0] = rest.map(Number)
    if (letter === 'S') answers.push(stateDump(heap))
    else if (letter === 'T') answers.push(`STATS\n${heap.statsText()}`)
    else if (letter !== 'X' && letter !== 'D') answers.push(...step(heap, pointers, letter, id, n, m))
  }
  return answers.join('')
}

function step(
  heap: Allocator,
  pointers: Map<number, Pointer>,
  letter: string,
  id: number,
  n: number,
  m: number,
): string[] {
  const known = pointers.get(id) ?? null
  const done = heap.apply(
    letter === 'F'
      ? { op: 'free', pointer: known }
      : letter === 'R'
        ? { op: 'realloc', pointer: known, bytes: n }
        : letter === 'C'
          ? { op: 'calloc', count: n, bytes: m }
          : { op: 'malloc', bytes: n, domain: letter === 'P' ? 'mem' : 'object' },
  )
  if (!done.ok) throw done.refusal
  const answers: string[] = []
  for (const event of done.events) {
    if (event.type === 'ARENA_NEW') answers.push(`# arena_alloc ${relative(event.address)}\n`)
    if (event.type === 'ARENA_RELEASED') answers.push(`# arena_free ${relative(event.address)}\n`)
  }
  if (done.pointer === null) pointers.delete(id)
  else {
    pointers.set(id, done.pointer)
    answers.push(typeof done.pointer === 'string' ? 'raw\n' : `${relative(done.pointer)}\n`)
  }
  return answers
}

const relative = (address: number): string => (address - BASE).toString(16)
const words = (items: readonly string[]): string => items.map((item) => ` ${item}`).join('')

/** Every list and every pool header, in the words of the C driver. */
function stateDump(heap: Allocator): string {
  const { maxarenas, raw_allocated_blocks } = heap.counters()
  const out = [
    `STATE max=${maxarenas} raw=${raw_allocated_blocks}`,
    `usable:${words(heap.usableArenas().map((a) => `${a}(${heap.arena(a)?.nfreepools})`))}`,
    `unused:${words(heap.unusedArenaObjects().map(String))}`,
    `nfp2lasta:${words(heap.nfp2lasta().flatMap((a, k) => (a === null ? [] : [`${k}->${a}`])))}`,
  ]
  for (const arena of heap.arenas()) {
    const { index, address, pool_address, nfreepools, ntotalpools } = arena
    const head = `addr=${relative(address)} pa=${relative(pool_address)} nfree=${nfreepools} ntot=${ntotalpools}`
    out.push(`arena ${index} ${head} freepools:${words(arena.freepools.map(relative))}`)
    for (const pool of heap.pools().filter((each) => each.arenaindex === index)) {
      const free = heap.freeList(pool.address).map((block) => (block - pool.address).toString(16))
      const header = `cnt=${pool.count} cls=${pool.szidx} ai=${index} no=${pool.nextoffset} mno=${pool.maxnextoffset}`
      out.push(` pool ${relative(pool.address)} ${header} fl:${words(free)}`)
    }
  }
  for (let c = 0; c < 32; c++) {
    const ring = heap.ring(c)
    if (ring.length > 0) out.push(`used[${c}]:${words(ring.map(relative))}`)
  }
  return `${out.join('\n')}\n`
}
