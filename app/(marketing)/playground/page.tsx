import type { Metadata } from 'next'
import { openingPicture } from '#components/playground/opening-picture.ts'
import { Playground } from '#components/playground/playground.tsx'
import '#components/playground/playground.css'
import { getFeaturedCourse } from '#lib/data/get-featured-course.ts'
import { listRecordedPrograms } from '#lib/data/list-recorded-programs.ts'

export const metadata: Metadata = {
  title: "Playground: watch Python's allocator at work",
  description:
    "CPython's own memory allocator, exact to the byte, in your browser: play real programs, allocate and free by hand, and zoom from 200 arenas to one block.",
  alternates: { canonical: '/playground' },
}

// The opening is the same for everybody.
const picture = openingPicture()

/** Open to everybody: playing by hand and the recorded programs need no account. */
export default function PlaygroundPage() {
  const { slug, lessons } = getFeaturedCourse()
  return (
    <Playground
      picture={picture}
      programs={listRecordedPrograms()}
      courseSlug={slug}
      lessons={lessons.map(({ slug: lesson, number, title }) => ({ slug: lesson, number, title }))}
    />
  )
}
