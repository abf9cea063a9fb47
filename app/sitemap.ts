import type { MetadataRoute } from 'next'
import { getFeaturedCourse } from '#lib/data/course/get-featured-course.ts'
import { getSite } from '#lib/data/site/get-site.ts'

export const dynamic = 'force-dynamic'

/** The public pages; of the lessons only those that are free. */
export default function sitemap(): MetadataRoute.Sitemap {
  const { url } = getSite()
  const course = getFeaturedCourse()
  const free = course.lessons.filter((lesson) => lesson.free)
  return [
    '/',
    '/playground',
    `/reviews/${course.slug}`,
    ...free.map(({ slug }) => `/learn/${course.slug}/${slug}`),
    '/terms',
    '/privacy',
    '/refund-policy',
    '/withdraw',
  ].map((path) => ({ url: `${url}${path === '/' ? '' : path}` }))
}
