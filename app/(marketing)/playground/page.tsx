import type { Metadata } from 'next'
import { openingPicture } from '#components/playground/opening-picture.ts'
import { Playground } from '#components/playground/playground.tsx'
import '#components/playground/drawing/heap-canvas.css'
import '#components/playground/playground.css'
import '#components/playground/keep/keep.css'
import '#components/playground/python/python.css'
import { getFeaturedCourse } from '#lib/data/course/get-featured-course.ts'
import { getPlaygroundAccess } from '#lib/data/playground/get-playground-access.ts'
import { listRecordedPrograms } from '#lib/data/playground/list-recorded-programs.ts'
import { PythonOffer } from './_components/python-offer.tsx'

export const metadata: Metadata = {
  title: "Playground: watch Python's allocator at work",
  description:
    "CPython's own memory allocator, exact to the byte, in your browser: play real programs, allocate and free by hand, and zoom from 200 arenas to one block.",
  alternates: { canonical: '/playground' },
}

// The opening is the same for everybody.
const picture = openingPicture()

/** Open to everybody: playing by hand and the recorded programs need no account. One's own Python and keeping runs do. */
export default async function PlaygroundPage() {
  const course = getFeaturedCourse()
  const { slug, lessons } = course
  const { isSignedIn, isLearner, pythonWorker } = await getPlaygroundAccess()
  return (
    <Playground
      picture={picture}
      programs={listRecordedPrograms()}
      courseSlug={slug}
      lessons={lessons.map(({ slug: lesson, number, title }) => ({ slug: lesson, number, title }))}
      pythonWorker={pythonWorker}
      pythonOffer={isLearner ? null : <PythonOffer course={course} isSignedIn={isSignedIn} />}
      keepOffer={
        isLearner ? null : (
          <p>
            With the course you also keep runs in your account, those that are too large for a link included.
          </p>
        )
      }
    />
  )
}
