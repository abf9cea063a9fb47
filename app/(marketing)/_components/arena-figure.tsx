import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import { padNumber } from './pad-number.ts'
import type { StoryFrame } from './story.ts'

/** One arena of the story, or the place where it was. */
export function ArenaFigure({ index, frame }: { index: number; frame: StoryFrame }) {
  const arena = frame.arenas.find((each) => each.index === index)
  return (
    <div>
      <p className="mb-1.5 flex flex-wrap justify-between gap-x-2 text-xs whitespace-nowrap">
        <span className="font-mono">arena {index}</span>
        <span className="text-muted tabular-nums">
          {arena ? `${padNumber(arena.freePools, 2)} of ${arena.totalPools} free` : 'not ours now'}
        </span>
      </p>
      {arena ? (
        <ArenaMark
          cells={arena.cells}
          touched={frame.touched?.arena === index ? frame.touched.cell : undefined}
          label={`Arena ${index} at ${arena.address}: ${arena.totalPools - arena.freePools} of ${arena.totalPools} pools in use.`}
          className="block aspect-square w-full"
        />
      ) : (
        <div className="flex aspect-square items-center justify-center border border-dashed border-rule-strong p-4 text-center text-xs text-muted">
          The system has it. It comes back with the next request that finds no free pool.
        </div>
      )}
    </div>
  )
}
