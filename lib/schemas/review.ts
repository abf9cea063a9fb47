import { z } from 'zod'
import { hideReasons, longestAnswer, longestDisplayName, longestReview } from '#lib/domain/reviews.ts'

/**
 * Text as it is kept: no half characters, one kind of line end, at most one empty line, and control characters as the signs that
 * stand for them, so that nothing is invisible.
 */
function plainText(typed: string): string {
  return typed
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, (control) => {
      const code = control.charCodeAt(0)
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\u2421'
    })
    .replace(/\n[^\S\n]*(\n[^\S\n]*)+/g, '\n\n')
    .trim()
}

const count = new Intl.NumberFormat('en')

const textOf = (missing: string, longest: number) =>
  z
    .string({ error: missing })
    .transform(plainText)
    .pipe(
      z
        .string()
        .regex(/[^\p{Z}\p{C}\p{M}\s]/u, { error: missing, abort: true })
        .max(longest, {
          error: ({ input }) =>
            `This is ${count.format(String(input).length)} characters long; ${count.format(longest)} are the limit. It is still here, to be shortened.`,
        }),
    )

const courseSlug = z.string().max(200)

/** What a learner says of a course. */
export const reviewSchema = z.object({
  courseSlug,
  rating: z
    .enum(['1', '2', '3', '4', '5'], { error: 'Choose a rating from 1 to 5.' })
    .transform((rating) => Number(rating)),
  text: textOf('Write at least a word.', longestReview),
  displayName: z
    .string({ error: 'Enter a name, or leave it empty.' })
    .trim()
    .max(longestDisplayName, {
      error: `This name is too long: ${longestDisplayName} characters are the limit.`,
      abort: true,
    })
    .regex(/^[^\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, {
      error: 'This name has characters that cannot be shown.',
      abort: true,
    })
    .refine((name) => !name.includes('@'), { error: 'Everybody will read this: leave out addresses.' }),
})
export type ReviewInput = z.infer<typeof reviewSchema>

export const reviewedCourseSchema = z.object({ courseSlug })

/** "This helped me", or not any more. */
export const voteSchema = z.object({
  reviewId: z.uuid(),
  helpful: z.enum(['true', 'false']).transform((helpful) => helpful === 'true'),
})

/** What the owner can do with a review. */
export const answerReviewSchema = z.object({
  reviewId: z.uuid(),
  answer: textOf('Write an answer.', longestAnswer),
})
export const hideReviewSchema = z.object({
  reviewId: z.uuid(),
  reason: z.enum(Object.keys(hideReasons) as [keyof typeof hideReasons], {
    error: 'Choose the reason for which it is hidden.',
  }),
  note: textOf('Say what in it is the reason.', 500),
})
export const reviewAddressSchema = z.object({ reviewId: z.uuid() })
