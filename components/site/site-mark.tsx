import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import { arenaPictures } from '#components/allocator/heap-picture.ts'
import { createAllocator } from '#simulator/index.ts'

/** The site's sign is an arena after these requests: some pools full, some in use, the rest untouched. */
function signCells() {
  const heap = createAllocator({ events: false })
  const sizes = [512, 448, 384, 320, 256]
  for (let request = 0; request < 1150; request++) heap.malloc(sizes[request % sizes.length] ?? 512)
  return arenaPictures(heap)[0]?.cells ?? []
}

const cells = signCells()

/** The arena as a sign, in the ink of the text beside it. */
export function SiteMark({ className }: { className?: string }) {
  return <ArenaMark cells={cells} tone="ink" size="small" {...(className && { className })} />
}
