import { expect, test } from 'vitest'
import { openStory, Story } from '#app/(marketing)/_components/story.ts'

test('the story shows an arena taken, kept and given back, and the heap stays sound', () => {
  const story = new Story()
  const told = new Set<string>()
  for (let beat = 0; beat < 400; beat++) {
    story.advance(60)
    told.add(story.frame().lines[0]?.text ?? '')
    if (beat % 40 === 0) expect(story.heap.invariantFaults()).toEqual([])
  }
  expect([...told]).toEqual(
    expect.arrayContaining([
      expect.stringContaining('taken from the system'),
      'its last free pool is taken: off the list',
      'wholly free, but last in the list: kept',
      'wholly free: goes home to the system',
    ]),
  )
})

test('server and browser open it at the same picture', () => {
  expect(openStory().frame()).toEqual(openStory().frame())
  expect(openStory().frame().arenas).toHaveLength(2)
})

test("the visitor's block is theirs: the story never frees it, and free gives it back first", () => {
  const story = openStory()
  const address = story.malloc(512)
  for (let beat = 0; beat < 200; beat++) story.advance(60)
  expect(story.frame().newest).toBe(address)
  expect(story.free()).toBe(address)
})
