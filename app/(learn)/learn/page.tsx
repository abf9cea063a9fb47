import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { getFeaturedCourse } from '#lib/data/course/get-featured-course.ts'

export const dynamic = 'force-dynamic'

/** "My course": the one there is. */
export default function LearnPage(): never {
  redirect(`/learn/${getFeaturedCourse().slug}` as Route)
}
