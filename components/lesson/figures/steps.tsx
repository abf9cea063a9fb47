interface StepsProps {
  steps: { call: string; returned: string | null; told: string[] }[]
}

/** Calls in their order, each with what came back and what the allocator did about it. */
export function Steps({ steps }: StepsProps) {
  return (
    <ol className="walk">
      {steps.map(({ call, returned, told }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, and the same call may come twice
        <li key={index}>
          <p className="walk-call">
            <code>{call}</code>
            {returned && (
              <>
                <span aria-hidden="true"> → </span>
                <span className="sr-only"> returned </span>
                <span className="address">{returned}</span>
              </>
            )}
          </p>
          {told.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </li>
      ))}
    </ol>
  )
}
