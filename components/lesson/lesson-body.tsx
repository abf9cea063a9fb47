import type { ComponentProps } from 'react'
import { Exercise } from '#components/exercise/exercise.tsx'
import type { Answer, AskedQuestion, Verdict } from '#lib/domain/quiz.ts'
import type { CompiledLesson } from '#lib/schemas/course.ts'
import { QuizQuestion } from './quiz-question.tsx'

interface LessonBodyProps {
  courseSlug: string
  lessonSlug: string
  parts: CompiledLesson['parts']
  questions: Record<string, { asked: AskedQuestion; answered: { answer: Answer; verdict: Verdict } | null }>
  answerAction: ComponentProps<typeof QuizQuestion>['action']
  exercises: Record<string, ComponentProps<typeof Exercise>['exercise']>
  exerciseActions: ComponentProps<typeof Exercise>['actions']
}

/** The compiled text, with its questions and exercises where they belong. */
export function LessonBody(props: LessonBodyProps) {
  const { courseSlug, lessonSlug, parts, questions, answerAction, exercises, exerciseActions } = props
  return parts.map((part, index) => {
    if (part.kind === 'html')
      return (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a compiled lesson never move
          key={index}
          className="prose lesson-text"
          dangerouslySetInnerHTML={{ __html: part.html }}
        />
      )
    const exercise = part.kind === 'exercise' ? exercises[part.exerciseId] : undefined
    if (exercise)
      return (
        <Exercise
          key={exercise.id}
          courseSlug={courseSlug}
          exercise={exercise}
          actions={exerciseActions}
          signInPath={`/sign-in?returnTo=/learn/${courseSlug}/${lessonSlug}`}
        />
      )
    const question = part.kind === 'quiz' ? questions[part.questionId] : undefined
    if (!question) return null
    return (
      <QuizQuestion
        key={question.asked.id}
        {...question}
        courseSlug={courseSlug}
        lessonSlug={lessonSlug}
        action={answerAction}
        path={`/learn/${courseSlug}/${lessonSlug}`}
      />
    )
  })
}
