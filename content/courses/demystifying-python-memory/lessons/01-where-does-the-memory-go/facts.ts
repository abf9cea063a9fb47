/** What this lesson shows of the allocator, computed when it is compiled. */
import { createAllocator } from '#simulator/index.ts'

export const heap = createAllocator()
export const threshold = heap.profile.SMALL_REQUEST_THRESHOLD

/** The requests around the gate, in this order on a fresh allocator. */
export const calls = [1, 100, threshold, threshold + 1, 600, 0].map((bytes) => ({
  bytes,
  pointer: heap.malloc(bytes).pointer,
}))

const large = calls.find(({ bytes }) => bytes === 600)
if (!large) throw new Error('the lesson speaks of a request for 600 bytes')
const shrunk = heap.realloc(large.pointer, 10).pointer
if (typeof shrunk !== 'string') throw new Error('the lesson says that a libc block stays with libc')
