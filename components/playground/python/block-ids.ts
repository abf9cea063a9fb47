/** Bytes of memory whose blocks one table covers; blocks begin at multiples of 8. */
const TABLE_BYTES = 65_536

/** The trace's names for live blocks, by address. A freed block's id is given again, the last one first, which keeps traces small. */
export class BlockIds {
  /** By address: the id + 1 of the block that begins there; 0 for none. */
  private readonly tables: (Int32Array | undefined)[] = []
  private readonly spare: number[] = []
  private next = 0

  /** A new block's id. */
  give(block: number): number {
    const id = this.spare.pop() ?? this.next++
    this.put(block, id + 1)
    return id
  }

  /** Takes a block off; -1 when it has no id. */
  take(block: number): number {
    const id = this.remove(block)
    if (id >= 0) this.spare.push(id)
    return id
  }

  /** A block that was resized, and may have moved, keeps its id; -1 when it had none. */
  move(old: number, block: number): number {
    const id = this.remove(old)
    if (id >= 0) this.put(block, id + 1)
    return id
  }

  private remove(block: number): number {
    const address = block >>> 0
    const table = this.tables[address >>> 16]
    if (!table) return -1
    const slot = (address & 0xffff) >>> 3
    const id = (table[slot] as number) - 1
    table[slot] = 0
    return id
  }

  private put(block: number, value: number): void {
    const address = block >>> 0
    const index = address >>> 16
    let table = this.tables[index]
    if (!table) {
      table = new Int32Array(TABLE_BYTES / 8)
      this.tables[index] = table
    }
    table[(address & 0xffff) >>> 3] = value
  }
}
