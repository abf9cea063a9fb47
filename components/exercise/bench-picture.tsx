'use client'

import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { HeapCanvas } from '#components/playground/drawing/heap-canvas.tsx'
import type { HeapView } from '#components/playground/drawing/heap-view.ts'
import { snapshotHeap, type WantedPools } from '#components/playground/drawing/snapshot.ts'
import { ZoomButtons } from '#components/playground/drawing/zoom-buttons.tsx'
import { Button } from '#components/ui/button.tsx'
import type { AllocatorPlay, LiveBlock } from '#lib/domain/exercise/allocator-play.ts'
import { describeBlock } from '#lib/domain/exercise/allocator-scope.ts'
import { hex } from '#lib/domain/exercise/explain.ts'
import { FIRST_STATE } from '#lib/domain/exercise/play-text.ts'
import { placeOf } from '#simulator/index.ts'

interface BenchPictureProps {
  name: string
  allocator: AllocatorPlay
  canFree: boolean
  disabled: boolean
  take: (line: string) => void
}

/** The block that the last step handed out or took back. */
function touchedBlock(allocator: AllocatorPlay, state: string) {
  const event = allocator.lastEvents.findLast((each) => each.state === state && 'address' in each)
  if (!event || !('address' in event) || typeof event.address !== 'number') return null
  return placeOf(allocator.heap(state), allocator.absolute(event.address))
}

/** The heap of an exercise in the playground's face: zoomed, pointed at, and freed from by a click on a block. */
export function BenchPicture({ name, allocator, canFree, disabled, take }: BenchPictureProps) {
  const view = useRef<HeapView | null>(null)
  const wanted = useRef<WantedPools>([])
  const describedBy = useId()
  const [state, setState] = useState(FIRST_STATE)
  const [chosenId, setChosenId] = useState<number | null>(null)
  const heap = allocator.heap(state)
  const { states } = allocator.world
  const chosen = chosenId === null ? undefined : allocator.blocks.get(chosenId)
  const chosenPlace = useMemo(
    () => (chosen && typeof chosen.pointer === 'number' ? placeOf(heap, chosen.pointer) : null),
    [chosen, heap],
  )

  const show = () => {
    view.current?.setRoom(heap.profile, Math.max(1, heap.arenas().length))
    view.current?.setSnapshot(snapshotHeap(heap, wanted.current, touchedBlock(allocator, state)))
  }
  // After each step, and nothing else makes this component render but a choice in it.
  useEffect(() => {
    show()
    view.current?.setMarks({ chosen: chosenPlace, pointed: null, chain: [] })
  })

  function blockAt(place: { arena: number; pool: number; block: number } | null): LiveBlock | null {
    if (!place || place.block < 0) return null
    for (const live of allocator.blocks.values()) {
      if (live.state !== state || typeof live.pointer !== 'number') continue
      const at = placeOf(heap, live.pointer)
      if (at?.arena === place.arena && at.pool === place.pool && at.block === place.block) return live
    }
    return null
  }

  const told = chosen && describeBlock(allocator, chosen)
  return (
    <div className="bench-picture">
      {states.length > 1 && (
        <fieldset className="bench-states">
          <legend className="sr-only">Which interpreter is shown</legend>
          {states.map((each) => (
            <Button
              key={each}
              kind={each === state ? 'secondary' : 'quiet'}
              size="small"
              aria-pressed={each === state}
              onClick={() => {
                setState(each)
                setChosenId(null)
              }}
            >
              {each}
            </Button>
          ))}
        </fieldset>
      )}
      <div className="bench-stage">
        <HeapCanvas
          key={state}
          view={view}
          label={`Picture of the heap: ${name}`}
          describedBy={describedBy}
          wheelZooms="with-ctrl"
          onReady={show}
          onWanted={(pools) => {
            wanted.current = pools
            show()
          }}
          onChoose={(place) => setChosenId(blockAt(place)?.id ?? null)}
        />
        <ZoomButtons view={view} />
      </div>
      <p id={describedBy} className="bench-told">
        {told ? (
          <>
            Block {told.id} at <span className="address">{hex(told.address)}</span>: {told.bytes} bytes asked,{' '}
            {told.blockSize} taken.{' '}
            {canFree && (
              <Button
                kind="secondary"
                size="small"
                disabled={disabled}
                onClick={() => {
                  take(`${state === FIRST_STATE ? '' : `@${state} `}f ${told.id}`)
                  setChosenId(null)
                }}
              >
                Free it
              </Button>
            )}
          </>
        ) : (
          'Zoom in, and choose a block to be told about it.'
        )}
      </p>
    </div>
  )
}
