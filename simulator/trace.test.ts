import { describe, expect, it } from 'vitest'
import { createTraceSimulation, formatTrace, packTrace, TraceError } from './index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function simulate(
  text: string,
  options: Parameters<typeof createTraceSimulation>[0] = {},
  piece = 7,
): string {
  const written: string[] = []
  const simulation = createTraceSimulation(options, (part) => written.push(part))
  for (let i = 0; i < text.length; i += piece) simulation.push(bytes(text.slice(i, i + piece)))
  simulation.end()
  return written.join('')
}

describe('the trace format', () => {
  it('is answered line by line, wherever the chunks end', () => {
    const trace = '# start\nm 0 1\nc 1 512\nr 1 600\nf 0\nm 0 513\nf 1\n'
    for (const piece of [1, 3, 100]) expect(simulate(trace, {}, piece)).toBe('A 0\nP 0 48\nP 0 16432\nX\nX\n')
  })

  it('offset and profile change the places', () => {
    expect(simulate('m 0 1\n', { arenaOffset: 4096 })).toBe('A 0\nP 0 12336\n')
    expect(simulate('m 0 1\nm 1 8\nm 2 9\n', { profile: '32-bit' })).toBe('A 0\nP 0 32\nP 0 40\nP 0 4128\n')
    expect(simulate('m 0 1\nf 0\n', { profile: '3.8' })).toBe('A 0\nP 0 48\nR 0\n')
  })

  it('is written as it was read', () => {
    const text = 'm 0 1\nc 7 20\nr 7 9007199254740991\nf 0\ns\n'
    expect([...formatTrace(packTrace([bytes(text)]))].join('')).toBe(text)
  })

  it.each([
    ['m 0', 1],
    ['m 0 1\n\n', 2],
    ['m 0 1\nx 0\n', 2],
    ['m 0 1\nf  0\n', 2],
    ['m 0 1 \n', 1],
    [' m 0 1\n', 1],
    ['m 0 1\r\n', 1],
    ['m 00 1\n', 1],
    ['m -1 1\n', 1],
    ['m 0 1.5\n', 1],
    ['m 0 0x10\n', 1],
    ['s 1\n', 1],
    ['f\n', 1],
    ['m 2147483648 1\n', 1],
    ['m 0 1\nm 0 1\n', 2],
    ['m 0 1\nf 0\nf 0\n', 3],
    ['m 0 1\n# remark\nr 1 1\n', 3],
    ['m 0 9223372036854775808\n', 1],
  ])('%j is refused at line %i', (text, line) => {
    let caught: unknown
    try {
      simulate(text)
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(TraceError)
    expect(caught).toMatchObject({ line, message: expect.stringContaining(`line ${line}:`) })
  })
})
