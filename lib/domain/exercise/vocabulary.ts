/** What the goals of a part may speak of: its world, and the answers to its questions. */
import { allocatorVocabulary } from './allocator-scope.ts'
import type { PublicPart } from './definition.ts'
import { recordOf, type Type, type Vocabulary } from './expression-type.ts'

export function vocabularyOf(part: Pick<PublicPart, 'world' | 'questions'>): Vocabulary {
  const answers = part.questions.map(({ id, kind }): [string, Type] => [
    id,
    kind === 'choice' ? 'text' : 'number',
  ])
  const { names, functions } = allocatorVocabulary
  return { functions, names: { ...names, answers: recordOf(Object.fromEntries(answers)) } }
}
