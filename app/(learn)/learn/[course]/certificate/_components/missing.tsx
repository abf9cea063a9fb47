import type { Route } from 'next'
import Link from 'next/link'
import type { CertificateDesk } from '#lib/data/certificates/get-certificate-desk.ts'

type Unfinished = Extract<CertificateDesk, { state: 'not_finished' }>

const row = 'flex items-baseline gap-4 border-b border-rule py-2.5'

/** The lessons and exercises that the certificate waits for, each a link to where it is. */
export function Missing({ desk }: { desk: Unfinished }) {
  const { course, lessons, exercises } = desk
  return (
    <div className="max-w-measure space-y-10 font-sans text-base">
      {lessons.length > 0 && (
        <section aria-labelledby="missing-lessons">
          <h2 id="missing-lessons" className="mb-2 text-xl">
            Lessons to read
          </h2>
          <ol>
            {lessons.map((lesson) => (
              <li key={lesson.slug} className={row}>
                <span className="w-6 shrink-0 font-mono text-sm text-muted">{lesson.number}</span>
                <Link
                  href={`/learn/${course.slug}/${lesson.slug}` as Route}
                  prefetch={false}
                  className="min-w-0 flex-1"
                >
                  {lesson.title}
                </Link>
                <span className="shrink-0 text-sm text-muted">{lesson.minutes} min</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {exercises.length > 0 && (
        <section aria-labelledby="missing-exercises">
          <h2 id="missing-exercises" className="mb-2 text-xl">
            Exercises to solve
          </h2>
          <p className="mb-2 text-muted">Each has hints, and a sample solution if you want to see one.</p>
          <ol>
            {exercises.map(({ id, title, page }) => {
              const isCapstone = page.slug === course.capstone?.slug
              return (
                <li key={id} className={row}>
                  <span className="w-6 shrink-0 font-mono text-sm text-muted">
                    {!isCapstone && page.number}
                  </span>
                  <Link
                    href={`/learn/${course.slug}/${page.slug}#x-${id}` as Route}
                    prefetch={false}
                    className="min-w-0 flex-1"
                  >
                    {title}
                  </Link>
                  <span className="shrink-0 text-sm text-muted">
                    {isCapstone ? 'capstone' : `lesson ${page.number}`}
                  </span>
                </li>
              )
            })}
          </ol>
        </section>
      )}
    </div>
  )
}
