/** That an answer which a quiz accepts is the one that the engine gives. */
interface WithAnswers {
  questions: readonly { id: string; kind: string; accept?: readonly string[] }[]
}

/** @throws Error when the question `id` accepts anything else than `value` */
export function mustAccept({ questions }: WithAnswers, id: string, value: string): void {
  const accepted = questions.find((question) => question.id === id)?.accept ?? []
  if (accepted.length !== 1 || accepted[0] !== value)
    throw new Error(`the quiz accepts ${accepted.join(' or ') || 'nothing'} for "${id}", and it is ${value}`)
}
