import { expect, test } from 'vitest'
import { readUpTo } from './read-up-to.ts'

const streamOf = (...pieces: number[][]) => {
  let isCancelled = false
  const left = [...pieces]
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = left.shift()
        if (piece) controller.enqueue(Uint8Array.from(piece))
        else controller.close()
      },
      cancel() {
        isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, left, isCancelled: () => isCancelled }
}

test('joins what comes in pieces, up to the last byte that is allowed', async () => {
  expect(await readUpTo(streamOf([1, 2], [], [3]).stream, 3)).toEqual(Uint8Array.of(1, 2, 3))
  expect(await readUpTo(streamOf().stream, 0)).toEqual(new Uint8Array())
})

test('stops reading where it is too much', async () => {
  const { stream, left, isCancelled } = streamOf([1, 2], [3], [4], [5])
  expect(await readUpTo(stream, 2)).toBeNull()
  expect(isCancelled()).toBe(true)
  expect(left).toEqual([[4], [5]])
})
