/** What this lesson shows of the allocator, computed when it is compiled. */
import { shown } from '#components/lesson/figures/address.ts'
import { mustAccept } from '#content/quiz-answer.ts'
import { blocksPerPool, createAllocator, poolsPerArena, profile, sizeClasses } from '#simulator/index.ts'
import quiz from './quiz.json' with { type: 'json' }

/** A process after its first small request. */
export const heap = createAllocator()
export const firstRequest = 100
export const firstBlock = heap.malloc(firstRequest).pointer
if (typeof firstBlock !== 'number') throw new Error('the lesson says that pymalloc serves the first request')
export const firstArena = heap.arenas()[0]
if (!firstArena) throw new Error('the lesson says that the first request brings an arena')
export const vectorLength = heap.counters().maxarenas

/** An arena off alignment, filled with whole pools, and then one more block from an aligned arena. */
export const mixed = createAllocator()
export const fullClass = 512
const blocks = 63 * blocksPerPool(mixed.profile, sizeClasses(mixed.profile) - 1)
for (let i = 0; i < blocks; i++) mixed.malloc(fullClass)
if (mixed.arenas().length !== 1) throw new Error('the lesson says that one arena holds them all')
mixed.misalign(0)
mixed.malloc(fullClass)
export const [misaligned, aligned] = mixed.arenas()
if (misaligned?.ntotalpools !== 63 || aligned?.ntotalpools !== 64)
  throw new Error('the lesson speaks of 63 pools and of 64')

/** Pools of an arena that lies so many bytes off alignment. */
function poolsAt(misalignment: number, name?: string): number {
  const other = createAllocator({ ...(name && { profile: name }), placement: { misalignment } })
  other.malloc(1)
  return other.arenas()[0]?.ntotalpools ?? 0
}
if ([4096, 8192, 12288].some((bytes) => poolsAt(bytes) !== 63))
  throw new Error('the lesson says that any misalignment costs one pool')
if (poolsAt(4096, '3.9') !== 64) throw new Error('the lesson says that 3.9 loses no pool')

export const lostBytes = mixed.profile.POOL_SIZE
export const most = poolsPerArena(mixed.profile)
export const old = profile('3.9')
export const hugePages = profile('3.15-hugepages')
const sameIn32Bit = profile('32-bit')
if (sameIn32Bit.POOL_SIZE !== old.POOL_SIZE || sameIn32Bit.ARENA_SIZE !== old.ARENA_SIZE)
  throw new Error('the lesson says that 32-bit builds have the sizes of 3.9')
export const radix = { '3.10': profile('3.10').radix }

export const kib = (bytes: number) => `${bytes / 1024} KiB`
export const thousands = (n: number) => n.toLocaleString('en')
export { shown }

const quizArena = createAllocator({ placement: () => 0x2000_0000_0000 + 0x405000 })
quizArena.malloc(1)
mustAccept(quiz, 'where-it-begins', shown(quizArena.arenas()[0]?.firstPool ?? 0))
