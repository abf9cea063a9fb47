import type { MetadataRoute } from 'next'
import { getFeaturedCourse } from '#lib/data/course/get-featured-course.ts'
import { getSite } from '#lib/data/site/get-site.ts'

export const dynamic = 'force-dynamic'

/** Search engines read what anybody may read. */
export default function robots(): MetadataRoute.Robots {
  const course = getFeaturedCourse()
  return {
    rules: {
      userAgent: '*',
      allow: [
        '/',
        ...course.lessons.filter(({ free }) => free).map(({ slug }) => `/learn/${course.slug}/${slug}`),
      ],
      disallow: ['/learn', '/account', '/owner', '/api/', '/buy', '/checkout', '/sign-in', '/gift'],
    },
    sitemap: `${getSite().url}/sitemap.xml`,
  }
}
