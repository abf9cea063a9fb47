/** The first picture, drawn by the server: there before any script is. */

import { packTrace } from '#simulator/index.ts'
import { DisplayList } from './drawing/display-list.ts'
import { drawHeap } from './drawing/draw-heap.ts'
import { fitCamera } from './drawing/geometry.ts'
import { layOut } from './drawing/layout.ts'
import { paintSvg } from './drawing/paint-svg.ts'
import { snapshotHeap } from './drawing/snapshot.ts'
import { record } from './engine/load-trace.ts'
import { usualSetup } from './engine/machine.ts'
import { OPENING_POSITION, openingTrace } from './engine/opening.ts'

/** As an `<svg>` whose classes take the page's colours. */
export function openingPicture(): string {
  const run = record(packTrace([new TextEncoder().encode(openingTrace())]), usualSetup)
  run.seek(OPENING_POSITION)
  const viewport = { width: 960, height: 560 }
  const snapshot = snapshotHeap(run.allocator, [])
  const layout = layOut(run.allocator.profile, snapshot.survey.firstPools.length, viewport)
  const list = new DisplayList()
  drawHeap(list, snapshot, layout, fitCamera(layout.world, viewport), viewport)
  return paintSvg(list, { ...viewport, title: 'The arenas of a heap, pool by pool' })
}
