import type { StepView } from './use-part-play.ts'

/** What was done so far, each step with what the allocator did about it; the last one first, where the eye is. */
export function StepList({ steps, of }: { steps: readonly StepView[]; of: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <section className="exercise-scroll" aria-label={`Steps: ${of}`} tabIndex={0}>
      <p className="exercise-caption">Steps</p>
      {steps.length === 0 && (
        <p className="exercise-empty">Nothing yet. What you do is told here, step by step.</p>
      )}
      <ol reversed className="steps">
        {steps.toReversed().map(({ key, title, returned, sentences }) => (
          <li key={key} value={key + 1}>
            <p className="step-title">
              <code>{title}</code>
              {returned && (
                <>
                  <span aria-hidden="true"> → </span>
                  <span className="sr-only"> returned </span>
                  <span className="address">{returned}</span>
                </>
              )}
            </p>
            {sentences.map((sentence, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of a step never change
              <p key={index}>{sentence}</p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}
