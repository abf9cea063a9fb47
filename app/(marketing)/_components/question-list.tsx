import type { Question } from './questions.ts'

/** Questions that open to their answers, without a script. */
export function QuestionList({ questions }: { questions: readonly Question[] }) {
  return (
    <div className="max-w-measure border-b border-rule">
      {questions.map(({ question, answer }) => (
        <details key={question} className="group border-t border-rule">
          <summary className="flex min-h-12 items-center justify-between gap-4 py-2 font-semibold">
            {question}
            <span aria-hidden="true" className="font-mono text-muted group-open:hidden">
              +
            </span>
            <span aria-hidden="true" className="hidden font-mono text-muted group-open:inline">
              −
            </span>
          </summary>
          <p className="pb-4">{answer}</p>
        </details>
      ))}
    </div>
  )
}
