/** What this lesson shows of the allocator, computed when it is compiled. */
import { shown } from '#components/lesson/figures/address.ts'
import { poolAt, sizeClassOf } from '#components/lesson/figures/engine.ts'
import { type Allocator, blocksPerPool, createAllocator, profile, tailWaste } from '#simulator/index.ts'

const bytes = 512
const today = profile('3.14')
const former = profile('3.9')
export const sizeClass = sizeClassOf(today, bytes)
export const poolSize = today.POOL_SIZE
export const formerPoolSize = former.POOL_SIZE
export const overhead = today.POOL_OVERHEAD
export const blocks = blocksPerPool(today, sizeClass)
export const formerBlocks = blocksPerPool(former, sizeClassOf(former, bytes))
export const tail = tailWaste(today, sizeClass)
export const smallestBlocks = blocksPerPool(today, 0)

/** A fresh allocator after `count` requests for 512 bytes, and the addresses that they got. */
function after(count: number): { heap: Allocator; addresses: number[] } {
  const heap = createAllocator({ profile: '3.14' })
  const addresses = Array.from({ length: count }, () => {
    const { pointer } = heap.malloc(bytes)
    if (typeof pointer !== 'number') throw new Error('pymalloc serves 512 bytes')
    return pointer
  })
  return { heap, addresses }
}

const one = after(1)
const three = after(3)
const full = after(blocks)
const next = after(blocks + 1)
const at = (list: number[], index: number): number => {
  const address = list.at(index)
  if (address === undefined) throw new RangeError(`no address at ${index}`)
  return address
}

export const onePool = { heap: one.heap, at: at(one.addresses, 0) }
export const threePool = { heap: three.heap, at: at(three.addresses, 0) }
export const poolAddress = shown(poolAt(one.heap, onePool.at).address)
export const first = shown(at(next.addresses, 0))
export const second = shown(at(next.addresses, 1))
export const third = shown(at(next.addresses, 2))
export const last = shown(at(full.addresses, -1))
export const lastOffset = at(full.addresses, -1) - poolAt(full.heap, at(full.addresses, -1)).address
const fullState = poolAt(full.heap, at(full.addresses, 0)).state
const ringLength = full.heap.ring(sizeClass).length
export const maxnextoffset = poolAt(one.heap, onePool.at).maxnextoffset
export const untouchedAfterOne = poolAt(one.heap, onePool.at).virginBlocks

/** The line of the allocator's own report about this class, after three requests. */
const report = three.heap.statsText().split('\n')
export const statistics = report.filter((line) => /^(class|-----)|^ *31 /.test(line)).join('\n')

if (shown(at(next.addresses, -1)) !== '0x8030') throw new Error('the quiz accepts 0x8030')
if (fullState !== 'full' || ringLength !== 0)
  throw new Error('the lesson says that a full pool is on no list')

/** One pool from its first block to its last, and the request after that. */
export const play = ['m 1 512', 'm 2 512', 'm 3 512', 'm 4..30 512', 'm 31 512', 'm 32 512']
