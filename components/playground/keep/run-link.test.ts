import { expect, test } from 'vitest'
import { fold, keptFragment, LinkError, readFragment, unfold, writeFragment } from './run-link.ts'

const text = 'm 0 56\nm 1 64\nf 0\n'

test('a small run stands in its link and comes back', async () => {
  const fragment = writeFragment(await fold(new TextEncoder().encode(text)))
  expect(fragment).toMatch(/^#run=[A-Za-z0-9_-]{10,60}$/)
  const linked = readFragment(fragment ?? '')
  if (!linked || !('folded' in linked)) throw new Error('no run in the link')
  expect(new TextDecoder().decode(await unfold(linked.folded))).toBe(text)
})

test('a large run has no link of that kind', () => {
  expect(writeFragment(crypto.getRandomValues(new Uint8Array(3000)))).toBeNull()
  expect(writeFragment(crypto.getRandomValues(new Uint8Array(2800)))?.length).toBeLessThan(4000)
})

test('a kept run is named by its id', () => {
  const id = 'AbCdEfGhIjKlMnOpQrStU-'
  expect(readFragment(keptFragment(id))).toEqual({ id })
  expect(readFragment('')).toBeNull()
  expect(readFragment('#picture')).toBeNull()
})

test.each(['#run=', '#run=a b', '#run=%%%', '#run=A', '#kept=1', '#kept=../../x'])(
  '%s is said to be damaged',
  (fragment) => {
    expect(() => readFragment(fragment)).toThrow(LinkError)
  },
)

test.each([
  ['what was never folded', new TextEncoder().encode('m 0 56')],
  ['a torn one', undefined],
])('%s is said to be damaged', async (_, bytes) => {
  const torn = (await fold(new TextEncoder().encode(text.repeat(50)))).slice(0, -4)
  await expect(unfold(bytes ?? torn)).rejects.toThrow('This link is damaged: its end may be missing.')
})

test('what unfolds to more than the limit is not unfolded further', async () => {
  const bomb = await fold(new Uint8Array(2_000_000))
  expect(bomb.length).toBeLessThan(5000)
  await expect(unfold(bomb, 1_000_000)).rejects.toThrow('more than can be played')
})
