/** What an exercise is, as its evaluator sees it. `lib/schemas/exercise.ts` checks files against the same form. */
import type { DumpParameters } from '#lib/domain/models/debug-dump.ts'
import type { FleetParameters } from '#lib/domain/models/fleet.ts'
import type { IncidentParameters } from '#lib/domain/models/incident.ts'
import type { Panel } from '#lib/domain/models/model.ts'
import type { QueueParameters } from '#lib/domain/models/queue.ts'
import type { ServicesParameters } from '#lib/domain/models/services.ts'
import type { AllocatorWorld, Tally } from './allocator-play.ts'
import type { OperationKind } from './play-text.ts'

/** The allocator, exact, or one of the models of `lib/domain/models`, labelled as such. */
export type World =
  | ({ kind: 'allocator' } & AllocatorWorld)
  /** Things to look at, written by hand, and what is true of them. */
  | { kind: 'evidence'; label: string; panels: Panel[]; truth: Truth }
  | ({ kind: 'services' } & ServicesParameters)
  | ({ kind: 'debug-dump' } & DumpParameters)
  | ({ kind: 'fleet' } & FleetParameters)
  | ({ kind: 'queue' } & QueueParameters)
  | ({ kind: 'incident'; panels: Panel[]; truth: Truth } & IncidentParameters)

/** What is true, by name: known to the server alone. */
export type Truth = Record<string, string | number>

/** What is counted: requests to the allocator, runs of a model, points for looking. */
export type Counted = keyof Tally | 'runs' | 'points'

/** A condition of the expression language, and the same in words. */
export interface Goal {
  text: string
  check: string
}

interface QuestionBase {
  id: string
  prompt: string
  /** May be answered again; otherwise an answer is locked, and only starting again takes it back. */
  retry: boolean
  /** A condition: answers are taken while it holds. Without it, always. */
  when?: string | undefined
  /** Said where `when` does not hold yet. */
  notYet?: string | undefined
  /** A step that shows the truth after the answer is locked: the next malloc, say. */
  reveals?: string | undefined
}

/** Something to be predicted, read off or named. */
export type Question = QuestionBase &
  ({ kind: 'address' | 'number'; unit?: string | undefined } | { kind: 'choice'; choices: Choice[] })

export interface Choice {
  id: string
  text: string
}

/** Tables that a part shows. */
export const tableNames = ['blocks', 'pools', 'ring', 'usable', 'arenas', 'counters', 'stats'] as const
export type TableName = (typeof tableNames)[number]

/** What everybody who does the exercise may know of a part. */
export interface PublicPart {
  id: string
  title?: string | undefined
  /** Not needed for the exercise to be solved. */
  optional: boolean
  /** Paragraphs; `code` in backticks. */
  task: string[]
  world: World
  /** A play that leads to what the learner finds. */
  start: string[]
  /** Names for ids of the start, to be picked rather than typed. */
  groups: { name: string; ids: string }[]
  allow: OperationKind[]
  /** The only sizes that may be asked for; empty for any. */
  sizes: number[]
  limits: Partial<Record<Counted, number>>
  questions: Question[]
  goals: Goal[]
  /** Goals beyond the goal. */
  extras: Goal[]
  show: TableName[]
  /** Lines of the statistics whose values are asked for, by a part of their label. */
  hiddenStats: string[]
}

/** With what is given only to those who ask for it. */
export interface Part extends PublicPart {
  hints: string[]
  solution: { steps: string[]; because: string }
}

export interface Exercise {
  id: string
  title: string
  /** Number of the lesson whose readers may do it. */
  lesson: number
  /** The certificate asks for it. */
  required: boolean
  parts: Part[]
}

export interface PublicExercise {
  id: string
  title: string
  parts: (PublicPart & { hintCount: number })[]
}

/** How many requests a play may make, all steps together: what a server replays in a few milliseconds. */
export const MAX_PLAY_REQUESTS = 20_000
export const MAX_PLAY_LINES = 2_000

/** What stands on the page before an exercise is opened: for a reader without JavaScript, all there is. */
export interface ExerciseOutline {
  id: string
  title: string
  required: boolean
  parts: {
    id: string
    title: string | null
    optional: boolean
    task: string[]
    goals: string[]
    /** Played on the allocator itself; otherwise on a model or on recorded evidence. */
    isAllocator: boolean
  }[]
}

export function toExerciseOutline({ id, title, required, parts }: Exercise): ExerciseOutline {
  return {
    id,
    title,
    required,
    parts: parts.map(({ id: partId, title: partTitle = null, optional, task, goals, world }) => ({
      id: partId,
      title: partTitle,
      optional,
      task,
      goals: goals.map(({ text }) => text),
      isAllocator: world.kind === 'allocator',
    })),
  }
}
