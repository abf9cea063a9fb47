import type { ReactNode } from 'react'
import type { AllocatorPlay } from '#lib/domain/exercise/allocator-play.ts'
import type { PublicPart } from '#lib/domain/exercise/definition.ts'
import { FIRST_STATE } from '#lib/domain/exercise/play-text.ts'
import { BenchPicture } from './bench-picture.tsx'
import { OperationForms } from './operation-forms.tsx'
import { StateTables } from './state-tables.tsx'

interface AllocatorBenchProps {
  name: string
  part: PublicPart
  allocator: AllocatorPlay
  disabled: boolean
  take: (line: string) => void
  /** Questions, undo, the list of steps: they stand under the operations. */
  children: ReactNode
}

/** Operations on one side, the allocator's state on the other. */
export function AllocatorBench({ name, part, allocator, disabled, take, children }: AllocatorBenchProps) {
  const arenas = allocator.heap(FIRST_STATE).arenas()
  return (
    <div className="exercise-bench">
      <BenchPicture
        name={name}
        allocator={allocator}
        canFree={part.allow.includes('free')}
        disabled={disabled}
        take={take}
      />
      <div className="exercise-operations">
        <OperationForms
          part={part}
          states={allocator.world.states}
          nextId={allocator.highestId + 1}
          arenas={arenas.map(({ index }) => index)}
          disabled={disabled}
          take={take}
        />
        {children}
      </div>
      <section
        className="exercise-scroll exercise-state"
        aria-label={`State of the allocator: ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <StateTables part={part} allocator={allocator} disabled={disabled} take={take} />
      </section>
    </div>
  )
}
