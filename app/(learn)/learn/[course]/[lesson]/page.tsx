import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import '#components/lesson/lesson.css'
import '#components/lesson/figures.css'
import '#components/lesson/allocation-figures.css'
import '#components/lesson/usable-arenas.css'
import '#components/lesson/practice-figures.css'
import '#components/lesson/quiz.css'
import '#components/playground/drawing/heap-canvas.css'
import '#components/exercise/exercise.css'
import { LessonAudio } from '#components/audio/lesson-audio.tsx'
import { FigurePlays } from '#components/lesson/figure-plays.tsx'
import { HeadingNav } from '#components/lesson/heading-nav.tsx'
import { LessonBody } from '#components/lesson/lesson-body.tsx'
import { LessonDenied } from '#components/lesson/lesson-denied.tsx'
import { LessonEnd } from '#components/lesson/lesson-end.tsx'
import { ReadingTracker } from '#components/lesson/reading-tracker.tsx'
import { ResumeScript } from '#components/lesson/resume-script.tsx'
import { ReviewAsk } from '#components/lesson/review-ask.tsx'
import { Page } from '#components/ui/page.tsx'
import { getLessonForViewer } from '#lib/data/course/get-lesson-for-viewer.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { lessonTitleId } from '#lib/domain/narration/narration.ts'
import { declineReviewAction } from '../review/actions.ts'
import { answerQuestionAction, setLessonDoneAction } from './actions.ts'
import {
  checkExerciseAction,
  exerciseHintAction,
  exerciseSolutionAction,
  openExerciseAction,
} from './exercise-actions.ts'

export const dynamic = 'force-dynamic'

interface LessonPageProps {
  params: Promise<{ course: string; lesson: string }>
}

export async function generateMetadata({ params }: LessonPageProps): Promise<Metadata> {
  const { course, lesson } = await params
  const found = await getLessonForViewer(course, lesson)
  if (!found) return {}
  const { title, summary, free } = found.lesson
  return { title, description: summary, robots: free ? undefined : { index: false } }
}

export default async function LessonPage({ params }: LessonPageProps) {
  const names = await params
  const found = await getLessonForViewer(names.course, names.lesson)
  if (!found) notFound()
  if ('denied' in found) {
    noteRefusal(found.denied, { page: 'lesson', lesson: found.lesson.slug })
    // Status 200: Next's `forbidden()` sends an empty page that only JavaScript fills.
    return <LessonDenied {...found} />
  }

  const { course, lesson, userId, state, resumeAt, resumedFrom } = found
  const address = { courseSlug: course.slug, lessonSlug: lesson.slug }
  const owner = userId ?? ''
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <Page margin={<HeadingNav course={course} lesson={lesson} />} className="lesson-page">
      <article className="lesson">
        <header className="lesson-head">
          <h1 id={lessonTitleId}>{lesson.title}</h1>
          <p>{lesson.summary}</p>
          {found.recordedMs !== null && <LessonAudio {...address} durationMs={found.recordedMs} />}
        </header>
        <LessonBody
          {...address}
          parts={lesson.parts}
          questions={found.questions}
          answerAction={answerQuestionAction}
          exercises={found.exercises}
          exerciseActions={{
            open: openExerciseAction,
            check: checkExerciseAction,
            hint: exerciseHintAction,
            solution: exerciseSolutionAction,
          }}
        />
      </article>
      <LessonEnd {...found} setDoneAction={setLessonDoneAction} />
      {found.asksForReview && <ReviewAsk courseSlug={course.slug} declineAction={declineReviewAction} />}
      <FigurePlays />
      <ResumeScript {...{ lessonSlug: lesson.slug, owner, resumeAt, resumedFrom, nonce }} />
      <ReadingTracker {...address} owner={owner} isDone={state === 'done'} resumeAt={resumeAt} />
    </Page>
  )
}
