import { describe, expect, test } from 'vitest'
import { type QueueParameters, runQueue } from './queue.ts'

const queue: QueueParameters = {
  items: 3000,
  burst: 400,
  burstEvery: 200,
  workers: 20,
  serviceTicks: 10,
  wakeTicks: 6,
  blocksPerItem: 30,
}

describe('a queue', () => {
  test('without a bound holds whole bursts', () => {
    expect(runQueue(queue, 0)).toMatchObject({ peakWaiting: 0, served: 3000 })
    expect(Number(runQueue(queue, 0).peakBlocks)).toBeGreaterThanOrEqual(400 * 30)
  })

  test.each([20, 30, 60, 200])('of %i holds its room and what the workers have in their hands', (bound) => {
    expect(runQueue(queue, bound).peakBlocks).toBe((bound + 20) * 30)
  })

  test('with room enough is as fast as one without a bound', () => {
    expect(runQueue(queue, 20).ticks).toBe(runQueue(queue, 0).ticks)
  })

  test('with too little room lets workers wait', () => {
    expect(Number(runQueue(queue, 5).ticks)).toBeGreaterThan(2 * Number(runQueue(queue, 20).ticks))
  })

  test.each([1, 7, 20, 100])('of %i serves everything', (bound) => {
    expect(runQueue(queue, bound).served).toBe(3000)
  })
})
