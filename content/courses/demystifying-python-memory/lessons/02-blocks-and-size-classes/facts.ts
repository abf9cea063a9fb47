/** What this lesson shows of the allocator, computed when it is compiled. */
import { sizeClassOf } from '#components/lesson/figures/engine.ts'
import { blockSize, profile, sizeClasses } from '#simulator/index.ts'

export const today = profile('3.14')
const narrow = profile('32-bit')

export const classes = sizeClasses(today)
export const alignment = today.ALIGNMENT
export const narrowClasses = sizeClasses(narrow)
export const narrowAlignment = narrow.ALIGNMENT

/** The block that a request gets on 64 bits. */
export const block = (bytes: number) => blockSize(today, sizeClassOf(today, bytes))
export const sizeClass = (bytes: number) => sizeClassOf(today, bytes)
export const leftOver = (bytes: number) => block(bytes) - bytes

/** The most that can be left over in a block, over all requests. */
export const worst = Math.max(...Array.from({ length: 512 }, (_, index) => leftOver(index + 1)))
