'use client'

import { useActionState } from 'react'
import type { Answer, AskedQuestion, Verdict } from '#lib/domain/quiz.ts'
import { InlineCode } from './inline-code.tsx'

interface Answered {
  answer: Answer
  verdict: Verdict
}
type Result = { ok: true; data: Answered } | { ok: false; message: string }

interface QuizQuestionProps {
  courseSlug: string
  lessonSlug: string
  asked: AskedQuestion
  /** What this learner answered before. */
  answered: Answered | null
  action: (state: Result | null, form: FormData) => Promise<Result>
  /** Where the page is that holds it: without JavaScript, the browser comes back here. */
  path: string
}

const hints = {
  single: 'One is right.',
  multiple: 'Choose all that are right.',
  order: 'Give each a place.',
}
const typedHints = { address: 'Hexadecimal or decimal.', number: 'A number.', text: null }

function Options({ asked, answer }: { asked: AskedQuestion; answer: Answer | undefined }) {
  const { id, kind, options } = asked
  const keys = answer && 'keys' in answer ? answer.keys : []
  if (kind === 'value')
    return (
      <input
        className="quiz-value"
        name="value"
        aria-labelledby={`${id}-prompt`}
        defaultValue={answer && 'value' in answer ? answer.value : ''}
        maxLength={200}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
    )
  return options.map(({ key, text }) => (
    <label key={key} htmlFor={`${id}-${key}`} className="quiz-option">
      {kind === 'order' ? (
        <select id={`${id}-${key}`} name={`place-${key}`} defaultValue={keys.indexOf(key) + 1 || ''} required>
          <option value="">–</option>
          {options.map((option, index) => (
            <option key={option.key}>{index + 1}</option>
          ))}
        </select>
      ) : (
        <input
          id={`${id}-${key}`}
          type={kind === 'single' ? 'radio' : 'checkbox'}
          name="key"
          value={key}
          defaultChecked={keys.includes(key)}
          required={kind === 'single'}
        />
      )}
      <span>
        <InlineCode text={text} />
      </span>
    </label>
  ))
}

/** One question. The server checks; the answer and the reasons come back only for what was answered. */
export function QuizQuestion({ courseSlug, lessonSlug, asked, answered, action, path }: QuizQuestionProps) {
  const blockId = `q-${asked.id}`
  const [result, submit, isPending] = useActionState(action, null, `${path}#${blockId}`)
  const shown = result?.ok ? result.data : answered
  const hint = asked.kind === 'value' ? typedHints[asked.typed ?? 'text'] : hints[asked.kind]
  return (
    <form className="quiz" id={blockId} data-block="" action={submit}>
      <input type="hidden" name="courseSlug" value={courseSlug} />
      <input type="hidden" name="lessonSlug" value={lessonSlug} />
      <input type="hidden" name="questionId" value={asked.id} />
      {/* Answers fill in anew when a verdict arrives: React empties a form after its action. */}
      <fieldset key={JSON.stringify(shown?.answer)}>
        <legend id={`${asked.id}-prompt`}>
          <InlineCode text={asked.prompt} />
        </legend>
        {hint && <p className="quiz-hint">{hint}</p>}
        <Options asked={asked} answer={shown?.answer} />
      </fieldset>
      <button type="submit" className="quiz-check" aria-disabled={isPending || undefined}>
        {isPending ? 'Checking …' : shown ? 'Check again' : 'Check'}
      </button>
      <div role="status" className="quiz-verdict" data-correct={shown?.verdict.correct}>
        {result?.ok === false && <p>{result.message}</p>}
        {shown && (
          <>
            <p className="quiz-word">{shown.verdict.correct ? 'Right.' : 'Not right.'}</p>
            {shown.verdict.because.map((reason) => (
              <p key={reason}>
                <InlineCode text={reason} />
              </p>
            ))}
          </>
        )}
      </div>
    </form>
  )
}
