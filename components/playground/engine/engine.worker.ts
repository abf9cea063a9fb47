/// <reference lib="webworker" />
/** The engine in a Worker. The page talks to it through `session.ts`; arrays cross by being handed over, not copied. */
import { expose, transfer } from 'comlink'
import type { WantedPools } from '../drawing/snapshot.ts'
import { Machine } from './machine.ts'
import type { Frame } from './run-view.ts'

class WorkerMachine extends Machine {
  override show(position: number, wanted: WantedPools): Frame {
    const frame = super.show(position, wanted)
    const { survey, insides } = frame.snapshot
    const buffers = [
      survey.arenas.buffer,
      survey.pools.buffer,
      survey.firstPools.buffer,
      ...insides.flatMap(({ states, freeOrder }) => [states.buffer, freeOrder.buffer]),
    ]
    return transfer(frame, buffers)
  }

  override trace(): Uint8Array<ArrayBuffer> {
    const text = super.trace()
    return transfer(text, [text.buffer])
  }

  override file(): Uint8Array<ArrayBuffer> {
    const bytes = super.file()
    return transfer(bytes, [bytes.buffer])
  }
}

/** What the page can ask for. */
export type Engine = WorkerMachine

expose(new WorkerMachine())
