import { expect, test } from 'vitest'
import { CALLOC, FREE, MALLOC, REALLOC } from '#simulator/index.ts'
import { accountLines } from './line-account.ts'
import { createLogMemory, openLog } from './request-log.ts'

test('each line is told what it asked for and what of it is live, whoever frees it', () => {
  const requests = [
    [MALLOC, 0, 100, 3],
    [CALLOC, 1, 50, 3],
    [REALLOC, 0, 160, 4],
    [FREE, 1, 0, 5],
    [MALLOC, 1, 8, 5],
    [REALLOC, 0, 20, 6],
  ] as const
  const log = openLog(createLogMemory(10))
  for (const [i, [kind, id, bytes, line]] of requests.entries()) {
    log.kinds[i] = kind
    log.ids[i] = id
    log.bytes[i] = bytes
    log.lines[i] = line
  }
  expect(accountLines(log, requests.length)).toEqual([
    { line: 3, blocks: 2, bytes: 210, liveBlocks: 1, liveBytes: 20 },
    { line: 5, blocks: 1, bytes: 8, liveBlocks: 1, liveBytes: 8 },
  ])
  expect(accountLines(log, 0)).toEqual([])
})
