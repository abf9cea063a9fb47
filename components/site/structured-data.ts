import { isoDuration } from '#lib/domain/minutes.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'

interface Facts {
  /** Of the site, without a slash at the end. */
  siteUrl: string
  course: CourseOutline
  questions: readonly { question: string; answer: string }[]
  reviews: {
    summary: { count: number; average: number | null }
    reviews: readonly { rating: number; text: string; author: string; writtenAt: Date; isCounted: boolean }[]
  }
}

/** Minor units as schema.org writes prices: "29.00". */
function price(amountInCents: number, currency: string): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  return (amountInCents / 10 ** digits).toFixed(digits)
}

/**
 * What the front page says, for search engines (schema.org): the course with its offer, and the questions. Ratings stand
 * there only when learners gave some that count.
 */
export function structuredData({ siteUrl, course, questions, reviews }: Facts): object {
  const organization = { '@type': 'Organization', name: 'Demystifying Python Memory', url: siteUrl }
  const { count, average } = reviews.summary
  const counted = reviews.reviews.filter(({ isCounted }) => isCounted)
  const rated =
    average !== null
      ? {
          aggregateRating: {
            '@type': 'AggregateRating',
            ratingValue: Number(average.toFixed(2)),
            reviewCount: count,
            bestRating: 5,
            worstRating: 1,
          },
          review: counted.map(({ rating, text, author, writtenAt }) => ({
            '@type': 'Review',
            reviewRating: { '@type': 'Rating', ratingValue: rating, bestRating: 5, worstRating: 1 },
            reviewBody: text,
            author: { '@type': 'Person', name: author },
            datePublished: writtenAt.toISOString().slice(0, 10),
          })),
        }
      : {}
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Course',
        '@id': `${siteUrl}/#course`,
        name: course.title,
        description: course.tagline,
        url: siteUrl,
        inLanguage: 'en',
        provider: organization,
        timeRequired: isoDuration(course.minutes),
        educationalCredentialAwarded: 'Certificate of completion',
        teaches: course.modules.map(({ title }) => title),
        hasCourseInstance: {
          '@type': 'CourseInstance',
          courseMode: 'Online',
          courseWorkload: isoDuration(course.minutes),
        },
        offers: {
          '@type': 'Offer',
          category: 'Paid',
          price: price(course.price.amountInCents, course.price.currency),
          priceCurrency: course.price.currency.toUpperCase(),
          availability: 'https://schema.org/InStock',
          url: `${siteUrl}/buy/${course.slug}`,
          hasMerchantReturnPolicy: {
            '@type': 'MerchantReturnPolicy',
            returnPolicyCategory: 'https://schema.org/MerchantReturnFiniteReturnWindow',
            merchantReturnDays: course.refundDays,
            returnFees: 'https://schema.org/FreeReturn',
            refundType: 'https://schema.org/FullRefund',
            merchantReturnLink: `${siteUrl}/refund-policy`,
          },
        },
        ...rated,
      },
      {
        '@type': 'FAQPage',
        '@id': `${siteUrl}/#questions`,
        mainEntity: questions.map(({ question, answer }) => ({
          '@type': 'Question',
          name: question,
          acceptedAnswer: { '@type': 'Answer', text: answer },
        })),
      },
    ],
  }
}

/** JSON for the inside of a `<script>`: nothing in it can end the element. */
export function inlineJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
