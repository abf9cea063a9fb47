import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { getFeaturedCourseOutline } from '#lib/data/get-course-home.ts'

export const dynamic = 'force-dynamic'

/** "My course": the one there is. */
export default function LearnPage(): never {
  redirect(`/learn/${getFeaturedCourseOutline().slug}` as Route)
}
