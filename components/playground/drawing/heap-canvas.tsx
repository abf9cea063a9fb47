'use client'

import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import type { Place } from './display-list.ts'
import { HeapView } from './heap-view.ts'
import type { WantedPools } from './snapshot.ts'

interface HeapCanvasProps {
  /** Filled once the canvas is there: snapshots and marks are given to the view, not through React. */
  view: RefObject<HeapView | null>
  /** What the canvas is, for people who do not see it. */
  label: string
  /** Id of an element that says what is to be seen now. */
  describedBy?: string
  /** On a page that scrolls, the wheel zooms with Ctrl only; default is always. */
  wheelZooms?: 'always' | 'with-ctrl'
  onReady?: (view: HeapView) => void
  onWanted?: (wanted: WantedPools) => void
  onPoint?: (place: Place | null) => void
  onChoose?: (place: Place | null) => void
}

/** A press that moved less is a click. */
const CLICK_PIXELS = 5
const KEY_PAN = 60
const KEY_ZOOM = 1.4

/**
 * The canvas with everything that moves its camera: drag, pinch, wheel, keys (arrows, + and −, 0). A figure of a lesson uses it
 * so: give it a ref, and in `onReady` call `view.setRoom(profile, arenas)` and `view.setSnapshot(snapshotHeap(heap, []))`; when it
 * can be zoomed into pools, take a new snapshot in `onWanted`.
 */
export function HeapCanvas({
  view,
  label,
  describedBy,
  wheelZooms = 'always',
  onReady,
  onWanted,
  onPoint,
  onChoose,
}: HeapCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pointers = useRef(new Map<number, { x: number; y: number }>())
  const travelled = useRef(0)
  const callbacks = useRef({ onReady, onWanted })
  callbacks.current = { onReady, onWanted }

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const made = new HeapView(element, {
      onWanted: (wanted) => callbacks.current.onWanted?.(wanted),
    })
    view.current = made
    callbacks.current.onReady?.(made)
    const wheel = (event: WheelEvent) => {
      if (wheelZooms === 'with-ctrl' && !event.ctrlKey) return
      event.preventDefault()
      const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY
      const speed = event.ctrlKey ? 0.01 : 0.0016
      made.zoom(Math.exp(-pixels * speed), { x: event.offsetX, y: event.offsetY })
    }
    // React's own listener is passive, and could not keep the page from scrolling.
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      element.removeEventListener('wheel', wheel)
      made.destroy()
      view.current = null
    }
  }, [view, wheelZooms])

  const at = (event: PointerEvent) => ({ x: event.nativeEvent.offsetX, y: event.nativeEvent.offsetY })

  function press(event: PointerEvent<HTMLCanvasElement>) {
    event.currentTarget.setPointerCapture(event.pointerId)
    pointers.current.set(event.pointerId, at(event))
    if (pointers.current.size === 1) travelled.current = 0
  }

  function move(event: PointerEvent<HTMLCanvasElement>) {
    const now = at(event)
    const before = pointers.current.get(event.pointerId)
    if (!before) {
      onPoint?.(view.current?.hit(now.x, now.y) ?? null)
      return
    }
    pointers.current.set(event.pointerId, now)
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1]
    travelled.current += Math.hypot(now.x - before.x, now.y - before.y)
    if (other) {
      const apart = (from: { x: number; y: number }) =>
        Math.max(8, Math.hypot(from.x - other.x, from.y - other.y))
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
      view.current?.zoom(apart(now) / apart(before), middle)
      view.current?.pan((now.x - before.x) / 2, (now.y - before.y) / 2)
    } else if (travelled.current > CLICK_PIXELS) view.current?.pan(now.x - before.x, now.y - before.y)
  }

  function release(event: PointerEvent<HTMLCanvasElement>) {
    const wasAlone = pointers.current.size === 1
    if (!pointers.current.delete(event.pointerId)) return
    const { x, y } = at(event)
    if (wasAlone && travelled.current <= CLICK_PIXELS) onChoose?.(view.current?.hit(x, y) ?? null)
  }

  function pressKey(event: KeyboardEvent) {
    const shown = view.current
    if (!shown || event.ctrlKey || event.metaKey || event.altKey) return
    const pans: Record<string, [number, number]> = {
      ArrowLeft: [KEY_PAN, 0],
      ArrowRight: [-KEY_PAN, 0],
      ArrowUp: [0, KEY_PAN],
      ArrowDown: [0, -KEY_PAN],
    }
    const by = pans[event.key]
    if (by) shown.pan(...by)
    else if (event.key === '+' || event.key === '=') shown.zoom(KEY_ZOOM)
    else if (event.key === '-') shown.zoom(1 / KEY_ZOOM)
    else if (event.key === '0' || event.key === 'Home') shown.goHome()
    else return
    event.preventDefault()
  }

  return (
    <div
      role="application"
      aria-roledescription="zoomable picture"
      aria-label={label}
      aria-describedby={describedBy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application, moved by keys
      tabIndex={0}
      className="heap-canvas"
      onKeyDown={pressKey}
    >
      <canvas
        ref={canvas}
        onPointerDown={press}
        onPointerMove={move}
        onPointerUp={release}
        onPointerCancel={(event) => pointers.current.delete(event.pointerId)}
        onPointerLeave={() => onPoint?.(null)}
        onDoubleClick={({ nativeEvent: { offsetX, offsetY } }) =>
          view.current?.zoom(2.5, { x: offsetX, y: offsetY })
        }
      />
    </div>
  )
}
