/** From the ids of a trace to block handles; 0 is "not live". Small ids lie in an array, others in a map. */
export class IdTable {
  private dense = new Int32Array(1024)
  private readonly sparse = new Map<number, number>()

  get(id: number): number {
    if (id < this.dense.length) return this.dense[id] as number
    return this.sparse.get(id) ?? 0
  }

  set(id: number, handle: number): void {
    if (id >= this.dense.length && id < DENSE) {
      const wider = new Int32Array(Math.min(DENSE, Math.max(2 * this.dense.length, id + 1)))
      wider.set(this.dense)
      this.dense = wider
    }
    if (id < this.dense.length) this.dense[id] = handle
    else if (handle === 0) this.sparse.delete(id)
    else this.sparse.set(id, handle)
  }
}

const DENSE = 2 ** 22
