import { useId } from 'react'
import { InlineCode } from '#components/lesson/inline-code.tsx'
import { Button } from '#components/ui/button.tsx'
import { inputClass } from '#components/ui/field.tsx'
import type { Question } from '#lib/domain/exercise/definition.ts'
import { hex } from '#lib/domain/exercise/explain.ts'
import type { PartPlay } from '#lib/domain/exercise/part-play.ts'

interface QuestionsProps {
  play: PartPlay
  disabled: boolean
  take: (line: string) => void
}

function shown(question: Question, answer: number | string): string {
  if (question.kind === 'choice') return question.choices.find(({ id }) => id === answer)?.text ?? ''
  return question.kind === 'address' && typeof answer === 'number' ? hex(answer) : `${answer}`
}

/** What is to be predicted or named. An answer that can be given once is locked before the truth is shown. */
export function Questions({ play, disabled, take }: QuestionsProps) {
  return play.part.questions.map((question) => (
    <QuestionForm
      key={question.id}
      question={question}
      answer={play.answers.get(question.id) ?? null}
      isOpen={!disabled && play.isOpen(question)}
      take={take}
    />
  ))
}

interface QuestionFormProps {
  question: Question
  answer: number | string | null
  isOpen: boolean
  take: (line: string) => void
}

function QuestionForm({ question, answer, isOpen, take }: QuestionFormProps) {
  const id = useId()
  if (answer !== null && !question.retry)
    return (
      <p className="exercise-question exercise-given">
        <InlineCode text={question.prompt} /> Locked: <strong>{shown(question, answer)}</strong>
      </p>
    )
  return (
    <form
      className="exercise-question"
      onSubmit={(event) => {
        event.preventDefault()
        const text = String(new FormData(event.currentTarget).get('answer') ?? '').trim()
        if (text !== '') take(`a ${question.id} ${text}`)
      }}
    >
      {question.kind === 'choice' ? (
        <fieldset disabled={!isOpen}>
          <legend>
            <InlineCode text={question.prompt} />
          </legend>
          {question.choices.map((choice) => (
            <label key={choice.id} htmlFor={`${id}-${choice.id}`} className="quiz-option">
              <input
                id={`${id}-${choice.id}`}
                type="radio"
                name="answer"
                value={choice.id}
                defaultChecked={answer === choice.id}
                required
              />
              <span>
                <InlineCode text={choice.text} />
              </span>
            </label>
          ))}
        </fieldset>
      ) : (
        <>
          <label htmlFor={id}>
            <InlineCode text={question.prompt} />
          </label>
          <span className="exercise-answer">
            <input
              id={id}
              name="answer"
              className={inputClass}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={40}
              required
              disabled={!isOpen}
              placeholder={question.kind === 'address' ? '0x…' : ''}
            />
            {question.unit && <span>{question.unit}</span>}
          </span>
        </>
      )}
      {isOpen ? (
        <Button type="submit" kind="secondary">
          {question.retry ? 'Enter' : 'Lock this answer'}
        </Button>
      ) : (
        <p className="exercise-empty">{question.notYet ?? 'This is asked a little later.'}</p>
      )}
      {answer !== null && (
        <p className="exercise-given">
          Entered: <strong>{shown(question, answer)}</strong>
        </p>
      )}
    </form>
  )
}
