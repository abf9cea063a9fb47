/**
 * What the real allocator does not check, and this one refuses: in C a double free or a wild pointer is undefined
 * behaviour. A refusal leaves the state as it was.
 */
export type RefusalCode =
  | 'negative-size'
  | 'not-a-size'
  | 'size-too-large'
  | 'double-free'
  | 'never-handed-out'
  | 'interior-pointer'
  | 'pool-header'
  | 'unknown-pointer'
  | 'wrong-domain'
  | 'out-of-arenas'
  | 'bad-placement'

/** A step that was refused. `code` is for programs, `message` for people. */
export class AllocatorRefusal extends Error {
  override readonly name = 'AllocatorRefusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.code = code
  }
}

export const hex = (address: number): string => `0x${address.toString(16)}`
