import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import { arenaPicture } from '#components/allocator/heap-picture.ts'
import type { Allocator } from '#simulator/index.ts'

interface UsableArenasProps {
  /** One state after another. */
  states: { after: string; kind?: number | null; heap: Allocator }[]
  /** Draws the pools of each arena. */
  pools?: boolean
  /** Shows which arenas `nfp2lasta` points at. */
  fingers?: boolean
}

/** `usable_arenas` from its head, and the arenas that are not on it. */
export function UsableArenas({ states, pools = false, fingers = false }: UsableArenasProps) {
  return (
    <ol className="arena-lists">
      {states.map(({ after, kind, heap }) => {
        const arenas = new Map(heap.arenas().map((arena) => [arena.index, arena]))
        const list = heap.usableArenas().flatMap((index) => arenas.get(index) ?? [])
        const away = [...arenas.values()].filter(({ usable }) => !usable).map(({ index }) => index)
        const pointing = heap.nfp2lasta()
        const every = pools ? heap.pools() : []
        return (
          <li key={`${after} ${list.map(({ index, nfreepools }) => `${index}/${nfreepools}`)}`}>
            <p className="arena-lists-after">
              {after}
              {kind ? <strong>Case {kind}</strong> : null}
            </p>
            <div>
              {list.length === 0 ? (
                <p className="arena-list-note">The list is empty.</p>
              ) : (
                <ol className="arena-list" aria-label="usable_arenas, from the head">
                  {list.map((arena) => (
                    <li key={arena.index}>
                      {pools && <ArenaMark cells={arenaPicture(heap, arena, every).cells} />}
                      <b>Arena {arena.index}</b>
                      <span>{arena.nfreepools} free</span>
                      {fingers && pointing[arena.nfreepools] === arena.index && (
                        <span className="finger">
                          <span aria-hidden="true">↑</span>
                          <span className="sr-only">nfp2lasta</span>[{arena.nfreepools}]
                        </span>
                      )}
                    </li>
                  ))}
                </ol>
              )}
              {away.length > 0 && (
                <p className="arena-list-note">
                  Not on it, with no free pool: {away.map((index) => `arena ${index}`).join(', ')}
                </p>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
