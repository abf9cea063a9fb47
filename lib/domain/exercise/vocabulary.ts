/** What the goals of a part may speak of: its world, the answers to its questions, and what is true. */
import { allocatorVocabulary } from './allocator-scope.ts'
import type { PublicPart } from './definition.ts'
import { recordOf, type Type, type Vocabulary } from './expression-type.ts'
import { leverModelOf, truthOf } from './worlds.ts'

const typeOfValue = (value: unknown): Type =>
  typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'flag' : 'text'

const recordOfValues = (values: object): Type =>
  recordOf(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeOfValue(value)])))

export function vocabularyOf(part: Pick<PublicPart, 'world' | 'questions'>): Vocabulary {
  const answers = part.questions.map(({ id, kind }): [string, Type] => [
    id,
    kind === 'choice' ? 'text' : 'number',
  ])
  const common = { answers: recordOf(Object.fromEntries(answers)) }
  if (part.world.kind === 'allocator') {
    const { names, functions } = allocatorVocabulary
    return { functions, names: { ...names, ...common } }
  }
  const model = leverModelOf(part.world)
  return {
    functions: {},
    names: {
      ...common,
      truth: recordOfValues(truthOf(part.world)),
      runs: 'number',
      points: 'number',
      ...(model && { levers: recordOfValues(model.initial), out: recordOfValues(model.run(model.initial)) }),
    },
  }
}
