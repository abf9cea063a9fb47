import { classNames } from '#components/ui/class-names.ts'
import { certificateDay } from '#lib/domain/certificate.ts'

interface TranscriptSheetProps {
  transcript: {
    courseTitle: string
    courseVersion: string
    name: string | null
    certificate: { url: string; issuedAt: Date; revokedAt: Date | null } | null
    lessons: readonly {
      number: number
      title: string
      doneAt: Date | null
      quiz: { questions: number; right: number; lastAnswerAt: Date | null }
      exercises: readonly { id: string; title: string; isRequired: boolean; solvedAt: Date | null }[]
    }[]
  }
}

const when = (at: Date | null, done: string) => (at ? `${done} ${certificateDay(at)}` : 'not yet')

interface DeedProps {
  name: string
  when: string
  /** The name goes over several lines rather than push the moment away. */
  wraps?: boolean
}

/** On a phone the moment goes under a name that leaves it no room. */
function Deed({ name, when: moment, wraps = false }: DeedProps) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6">
      <dt className={classNames('text-muted', wraps && 'min-w-0 flex-[1_1_9rem]')}>{name}</dt>
      <dd className="ml-auto">{moment}</dd>
    </div>
  )
}

/** What was done when, lesson by lesson. */
export function TranscriptSheet({ transcript }: TranscriptSheetProps) {
  const { courseTitle, courseVersion, name, certificate, lessons } = transcript
  return (
    <article className="max-w-measure border border-rule-strong bg-paper px-5 py-6 sm:px-8">
      <p className="text-2xl text-balance">{courseTitle}</p>
      <p className="mt-1 font-sans text-sm text-muted">
        Edition {courseVersion}
        {name !== null && (
          <>
            {' · '}
            <bdi>{name}</bdi>
          </>
        )}
      </p>
      {certificate && (
        <p className="mt-4 font-sans text-base">
          <a href={certificate.url}>Certificate of {certificateDay(certificate.issuedAt)}</a>
          {certificate.revokedAt && `, revoked on ${certificateDay(certificate.revokedAt)}`}
        </p>
      )}
      <ol className="mt-6 font-sans text-base">
        {lessons.map((lesson) => (
          <li key={lesson.number} className="border-t border-rule py-3">
            <h2 className="font-sans text-base font-medium">
              <span className="mr-3 font-mono text-sm text-muted">{lesson.number}</span>
              {lesson.title}
            </h2>
            <dl className="mt-1 text-sm">
              <Deed name="Lesson" when={when(lesson.doneAt, 'done')} />
              {lesson.quiz.questions > 0 && (
                <Deed
                  name={`Quiz: ${lesson.quiz.right} of ${lesson.quiz.questions} right`}
                  when={when(lesson.quiz.lastAnswerAt, 'answered')}
                />
              )}
              {lesson.exercises.map(({ id, title, isRequired, solvedAt }) => (
                <Deed
                  key={id}
                  name={`Exercise: ${title}${isRequired ? ', counts for the certificate' : ''}`}
                  when={when(solvedAt, 'solved')}
                  wraps
                />
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </article>
  )
}
