/** `content/courses/<slug>/exercises/<id>.json`: see docs/exercises.md for how one is written. */
import { z } from 'zod'
import { tableNames } from '#lib/domain/exercise/definition.ts'
import { ExpressionError, parseExpression } from '#lib/domain/exercise/expression.ts'
import { checkCondition } from '#lib/domain/exercise/expression-type.ts'
import { operationKinds, parseStep, StepError } from '#lib/domain/exercise/play-text.ts'
import { vocabularyOf } from '#lib/domain/exercise/vocabulary.ts'
import { profileNames } from '#simulator/index.ts'

const slug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower case words joined by "-"')
/** Names that goals speak of, so without a hyphen. */
const name = z.string().regex(/^[a-z][a-z0-9]*$/, 'a lower-case word')
const prose = z.array(z.string().min(1)).min(1)

const playLine = z.string().superRefine((line, context) => {
  try {
    parseStep(line)
  } catch (error) {
    if (!(error instanceof StepError)) throw error
    context.addIssue({ code: 'custom', message: error.message })
  }
})

const goal = z.strictObject({ text: z.string().min(1), check: z.string().min(1) })

const asked = {
  id: name,
  prompt: z.string().min(1),
  retry: z.boolean().default(false),
  when: z.string().optional(),
  notYet: z.string().optional(),
  reveals: playLine.optional(),
}

const question = z.discriminatedUnion('kind', [
  z.strictObject({ ...asked, kind: z.literal('address'), unit: z.string().optional() }),
  z.strictObject({ ...asked, kind: z.literal('number'), unit: z.string().optional() }),
  z.strictObject({
    ...asked,
    kind: z.literal('choice'),
    choices: z.array(z.strictObject({ id: slug, text: z.string().min(1) })).min(2),
  }),
])

const misalignment = z.int().nonnegative().multipleOf(16)

const allocatorWorld = z.strictObject({
  kind: z.literal('allocator'),
  profile: z.enum(profileNames).default('3.11'),
  misalignment: z.union([misalignment, z.array(misalignment).min(1)]).default(0x1000),
  debugHooks: z.boolean().default(false),
  states: z
    .array(z.string().regex(/^[A-Z]$/))
    .min(1)
    .default(['A']),
})

const positive = z.int().positive()
const seed = z.int().nonnegative()
const share = z.number().min(0).max(1)

const panel = z.strictObject({
  id: slug,
  title: z.string().min(1),
  cost: positive.optional(),
  body: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('table'),
      columns: z.array(z.string()).min(1),
      rows: z.array(z.array(z.union([z.string(), z.number()]))).min(1),
    }),
    z.strictObject({ kind: z.literal('text'), text: z.string().min(1) }),
    z.strictObject({ kind: z.literal('bytes'), bytes: z.array(z.int().min(0).max(255)).min(1) }),
  ]),
})
const truth = z.record(name, z.union([z.string(), z.number()]))

const fleetParameters = {
  seed,
  workers: positive,
  heapMiB: positive,
  gcDirtiesMiB: z.number().nonnegative(),
  readDirtiesMiB: z.number().nonnegative(),
  readShare: share,
  leakKiBPerRequest: z.number().nonnegative(),
  requestsPerWorker: positive,
  restartRequests: positive,
}

/** The models' parameters; what they mean stands in `lib/domain/models`. */
const worlds = z.discriminatedUnion('kind', [
  allocatorWorld,
  z.strictObject({ kind: z.literal('evidence'), label: z.string(), panels: z.array(panel).min(1), truth }),
  z.strictObject({ kind: z.literal('services'), seed }),
  z.strictObject({
    kind: z.literal('debug-dump'),
    seed,
    bytes: z.int().min(1).max(480),
    overrun: z.int().min(1).max(8),
  }),
  z.strictObject({ kind: z.literal('fleet'), ...fleetParameters }),
  z.strictObject({
    kind: z.literal('queue'),
    items: positive,
    burst: positive,
    burstEvery: positive,
    workers: positive,
    serviceTicks: positive,
    wakeTicks: positive,
    blocksPerItem: positive,
  }),
  z.strictObject({
    kind: z.literal('incident'),
    fleet: z.strictObject(fleetParameters),
    cacheEntries: positive,
    importObjects: positive,
    survivorEvery: positive,
    panels: z.array(panel).min(1),
    truth,
  }),
])

const part = z
  .strictObject({
    id: slug,
    title: z.string().min(1).optional(),
    optional: z.boolean().default(false),
    task: prose,
    world: worlds.default(() => allocatorWorld.parse({ kind: 'allocator' })),
    start: z.array(playLine).default([]),
    groups: z.array(z.strictObject({ name: z.string().min(1), ids: z.string().min(1) })).default([]),
    allow: z.array(z.enum(operationKinds)).default([]),
    sizes: z.array(z.int().nonnegative()).default([]),
    limits: z
      .strictObject({
        calls: z.int().positive(),
        mallocs: z.int().positive(),
        reallocs: z.int().positive(),
        frees: z.int().positive(),
        poolFrees: z.int().positive(),
        runs: z.int().positive(),
        points: z.int().positive(),
      })
      .partial()
      .default({}),
    questions: z.array(question).default([]),
    goals: z.array(goal).min(1),
    extras: z.array(goal).default([]),
    show: z.array(z.enum(tableNames)).default([]),
    hiddenStats: z.array(z.string().min(1)).default([]),
    hints: z.array(z.string().min(1)).length(3, 'three hints, from a nudge to nearly the answer'),
    solution: z.strictObject({ steps: z.array(playLine).min(1), because: z.string().min(1) }),
  })
  .superRefine((value, context) => {
    const words = vocabularyOf(value)
    const checkText = (text: string, path: (string | number)[]) => {
      try {
        checkCondition(parseExpression(text), words)
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error
        context.addIssue({ code: 'custom', path, message: `${error.message} (at "${text.slice(error.at)}")` })
      }
    }
    for (const [i, { check }] of value.goals.entries()) checkText(check, ['goals', i, 'check'])
    for (const [i, { check }] of value.extras.entries()) checkText(check, ['extras', i, 'check'])
    for (const [i, { when }] of value.questions.entries())
      if (when !== undefined) checkText(when, ['questions', i, 'when'])
    for (const key of ['questions', 'groups'] as const) {
      const names = value[key].map((each) => ('id' in each ? each.id : each.name))
      const double = names.find((each, i) => names.indexOf(each) !== i)
      if (double) context.addIssue({ code: 'custom', path: [key], message: `two are called "${double}"` })
    }
  })

/** A file as it is written. */
export const exerciseFileSchema = z
  .strictObject({
    title: z.string().min(1),
    /** Number of the lesson whose readers may do it. */
    lesson: z.int().positive(),
    /** The certificate asks for it. */
    required: z.boolean().default(false),
    parts: z.array(part).min(1),
  })
  .superRefine(({ parts }, context) => {
    const ids = parts.map(({ id }) => id)
    const double = ids.find((id, i) => ids.indexOf(id) !== i)
    if (double) context.addIssue({ code: 'custom', path: ['parts'], message: `two are called "${double}"` })
    if (parts.every(({ optional }) => optional))
      context.addIssue({ code: 'custom', path: ['parts'], message: 'at least one part is not optional' })
  })

/** `.generated/content/exercises/<course>.json`. Never sent to a browser whole. */
export const compiledExercisesSchema = z.array(exerciseFileSchema.safeExtend({ id: slug }))
export type CompiledExercise = z.infer<typeof compiledExercisesSchema>[number]
