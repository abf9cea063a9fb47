import { expect, test } from 'vitest'
import { giftSchema } from './gift.ts'

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const wish = { recipientEmail: 'Ada@Example.com', fromName: ' Grace ', message: '', sendOn: day(0) }

test.each([
  ['an address that is none', { recipientEmail: 'ada@example' }, 'recipientEmail'],
  ['no name', { fromName: ' ' }, 'fromName'],
  ['too many words', { message: 'x'.repeat(501) }, 'message'],
  ['a day that is over', { sendOn: day(-3) }, 'sendOn'],
  ['a day that is far', { sendOn: day(368) }, 'sendOn'],
  ['a day that is none', { sendOn: '2026-02-30' }, 'sendOn'],
  ['no day', { sendOn: '' }, 'sendOn'],
])('refused: %s', (_, change, field) => {
  const { error } = giftSchema.safeParse({ ...wish, ...change })
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field])
})

test('a day that is yesterday here is today further west', () => {
  expect(giftSchema.parse({ ...wish, sendOn: day(-1) })).toMatchObject({
    recipientEmail: 'ada@example.com',
    fromName: 'Grace',
  })
})
