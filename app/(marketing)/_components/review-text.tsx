interface ReviewTextProps {
  text: string
  /** Its beginning, where it is too long to be shown whole at once. */
  opening: string | null
}

// Each paragraph goes by its own first letter's direction, and letters that pile up stay in their block.
const look = '[unicode-bidi:plaintext] wrap-anywhere overflow-clip whitespace-pre-line'

/** The words of a person, as they typed them. A long text is folded, without any script. */
export function ReviewText({ text, opening }: ReviewTextProps) {
  if (opening === null)
    return (
      <p dir="auto" className={look}>
        {text}
      </p>
    )
  return (
    <div className="group/text">
      <p dir="auto" className={`${look} group-has-[details[open]]/text:hidden`}>
        {opening}
      </p>
      <details className="group/all flex flex-col-reverse items-start">
        <summary className="inline-flex min-h-11 cursor-pointer items-center font-sans text-base text-accent underline">
          <span className="group-open/all:hidden">Show all</span>
          <span className="hidden group-open/all:inline">Show less</span>
        </summary>
        <p dir="auto" className={look}>
          {text}
        </p>
      </details>
    </div>
  )
}
