import { hex } from '#components/allocator/heap-picture.ts'
import { createAllocator } from '#simulator/index.ts'

/** The addresses of the first blocks of 512 bytes in a virgin heap: 0x4030, 0x4230, … The page is laid out like a pool. */
export function sectionAddresses(count: number): string[] {
  const heap = createAllocator({ events: false })
  return Array.from({ length: count }, () => {
    const { pointer } = heap.malloc(512)
    return typeof pointer === 'number' ? hex(pointer) : ''
  })
}
