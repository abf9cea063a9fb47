import { InlineCode } from '#components/lesson/inline-code.tsx'

interface GoalsProps {
  goals: readonly string[]
  /** Which of them hold; null where nothing is known. */
  met: readonly (boolean | null)[] | null
  title?: string
}

/** What is to be reached, and what of it holds now: told by a word and a mark, not by colour. */
export function Goals({ goals, met, title = 'Goal' }: GoalsProps) {
  return (
    <div className="exercise-goals">
      <p className="exercise-caption">{title}</p>
      <ul>
        {goals.map((goal, index) => (
          <li key={goal} data-met={met?.[index] ?? undefined}>
            <span aria-hidden="true" className="exercise-mark">
              {met?.[index] ? '✓' : '○'}
            </span>
            <span>
              <InlineCode text={goal} />
              {typeof met?.[index] === 'boolean' && (
                <span className="sr-only">{met[index] ? ' Holds.' : ' Does not hold yet.'}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
