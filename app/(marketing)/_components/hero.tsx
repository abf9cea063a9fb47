import { formatMinutes } from '#lib/domain/minutes.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { BuyOrContinue } from './buy-or-continue.tsx'
import { LivingArena } from './living-arena.tsx'
import { openStory } from './story.ts'

// The story begins the same way for everybody.
const opening = openStory().frame()

/** The head of the front page: what it is called, what it is for, and the thing itself. */
export function Hero({ course, owned }: { course: CourseOutline; owned: boolean }) {
  const [name = course.title, rest] = course.title.split(/(?<=:)\s+/)
  return (
    <div className="mx-auto max-w-page px-5 pt-8 pb-16 sm:px-8 lg:pt-12 lg:pb-24">
      <header className="lg:grid lg:grid-cols-[var(--container-margin)_minmax(0,1fr)] lg:gap-x-12">
        <p className="mb-3 font-sans text-sm text-muted lg:mb-0 lg:pt-3 lg:text-end">
          A course <br className="hidden lg:inline" />
          in {course.lessons.length + course.upcoming.length} lessons, <br className="hidden lg:inline" />
          {formatMinutes(course.minutes)}
        </p>
        <div>
          <h1 className="text-3xl tracking-tight sm:text-4xl lg:text-5xl">
            {name} <span className="block font-normal text-muted">{rest}</span>
          </h1>
          <div className="mt-5 gap-x-12 lg:mt-6 lg:flex lg:items-end lg:justify-between">
            <p className="max-w-measure">{course.tagline}.</p>
            <div className="mt-5 shrink-0 lg:mt-0">
              <BuyOrContinue course={course} owned={owned} withFreeLesson />
            </div>
          </div>
        </div>
      </header>
      <div className="mt-10 lg:mt-12">
        <LivingArena opening={opening} />
      </div>
    </div>
  )
}
