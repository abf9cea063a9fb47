import { BuyCourse } from '#components/lesson/buy-course.tsx'
import type { CourseOutline } from '#lib/schemas/course.ts'

interface PythonOfferProps {
  course: CourseOutline
  isSignedIn: boolean
}

/** What running one's own Python would be, for who does not hold the course. */
export function PythonOffer({ course, isSignedIn }: PythonOfferProps) {
  return (
    <section className="python" aria-labelledby="own-python">
      <h2 id="own-python">Your own Python</h2>
      <div className="python-what">
        <p>
          With the course you write a program here, and real CPython 3.14 runs it in your browser. Each
          request that it makes of the allocator is recorded with the line that made it, and plays in the
          picture above: see which line fills a pool, which one empties it, and what keeps an arena from going
          back.
        </p>
        <BuyCourse course={course} isSignedIn={isSignedIn} returnTo="/playground" />
      </div>
    </section>
  )
}
