/** From a part's world to what is shown of it, what is true of it, and what can be run. */
import { dumpPanels, dumpTruth } from '#lib/domain/models/debug-dump.ts'
import { fleetModel } from '#lib/domain/models/fleet.ts'
import { incidentModel } from '#lib/domain/models/incident.ts'
import type { LeverModel } from '#lib/domain/models/model.ts'
import { queueModel } from '#lib/domain/models/queue.ts'
import { servicePanels, servicesLabel, serviceTruth } from '#lib/domain/models/services.ts'
import type { Exercise, PublicExercise, Truth, World } from './definition.ts'

/** What only the server may know of a world. */
export function truthOf(world: World): Truth {
  switch (world.kind) {
    case 'services':
      return serviceTruth(world)
    case 'debug-dump':
      return dumpTruth(world)
    case 'evidence':
    case 'incident':
      return world.truth
    default:
      return {}
  }
}

/** A world without its truth, and without the seeds that lead to it. */
function publicWorld(world: World): World {
  switch (world.kind) {
    case 'services':
      return { kind: 'evidence', label: servicesLabel, panels: servicePanels(world), truth: {} }
    case 'debug-dump':
      return { kind: 'evidence', label: '', panels: dumpPanels(world), truth: {} }
    case 'evidence':
    case 'incident':
      return { ...world, truth: {} }
    default:
      return world
  }
}

/** The model with levers that a world is; null for the others. */
export function leverModelOf(world: World): LeverModel | null {
  switch (world.kind) {
    case 'fleet':
      return fleetModel(world)
    case 'queue':
      return queueModel(world)
    case 'incident':
      return incidentModel(world)
    default:
      return null
  }
}

/** The exercise without hints, solutions and truths. */
export function toPublicExercise({ id, title, parts }: Exercise): PublicExercise {
  return {
    id,
    title,
    parts: parts.map(({ hints, solution: _, ...part }) => ({
      ...part,
      world: publicWorld(part.world),
      hintCount: hints.length,
    })),
  }
}
