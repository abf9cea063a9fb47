import { z } from 'zod'

const version = z.string().regex(/^\d{4}\.\d+$/, 'year.number, such as 2026.1')
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case words joined by "-"')

/** `content/courses/<slug>/course.json`: what a course is and what it costs. */
export const courseDefinitionSchema = z.strictObject({
  title: z.string().min(1),
  /** The line under the title. */
  tagline: z.string().min(1),
  /** Printed on certificates; raised with each change of the content that a graduate would notice. */
  version,
  price: z.strictObject({
    amountInCents: z.int().positive(),
    currency: z.string().regex(/^[a-z]{3}$/, 'ISO 4217 in lower case, as Stripe writes it'),
  }),
  /** How long the buyer may take the money back without a reason. */
  refundDays: z.int().positive(),
  /** The whole course, reading or listening, in minutes: the compiler checks it against the lessons, out and upcoming. */
  minutes: z.int().positive(),
  /** Stretches of the outline in reading order; together they hold every lesson, out and upcoming. */
  modules: z.array(z.strictObject({ title: z.string().min(1), lessons: z.int().positive() })).min(1),
  /**
   * Lessons that are announced and not out yet, in order after those that are. They have no text anywhere, and count
   * neither in a percentage nor towards the certificate.
   */
  upcoming: z
    .array(
      z.strictObject({ title: z.string().min(1), summary: z.string().min(1), minutes: z.int().positive() }),
    )
    .default([]),
})
export type CourseDefinition = z.infer<typeof courseDefinitionSchema>

/** The head of `lessons/NN-slug/lesson.mdx`. Order and number come from the folder's name. */
export const lessonFrontMatterSchema = z.strictObject({
  title: z.string().min(1),
  /** One sentence for the outline; public. */
  summary: z.string().min(1),
  minutes: z.int().positive(),
  /** Open to everybody. */
  free: z.boolean().default(false),
})

const choice = z.strictObject({
  text: z.string().min(1),
  correct: z.boolean().default(false),
  /** Why this is right, or what the misunderstanding is. Sent only after an answer. */
  because: z.string().min(1),
})

/** `lessons/NN-slug/quiz.json`. Question texts may contain `code`. */
export const quizSchema = z.strictObject({
  questions: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          id: slug,
          kind: z.literal('single'),
          prompt: z.string().min(1),
          choices: z.array(choice).min(2),
        }),
        z.strictObject({
          id: slug,
          kind: z.literal('multiple'),
          prompt: z.string().min(1),
          choices: z.array(choice).min(2),
        }),
        z.strictObject({
          id: slug,
          kind: z.literal('order'),
          prompt: z.string().min(1),
          /** In the right order; shown shuffled. */
          items: z.array(z.string().min(1)).min(2),
          because: z.string().min(1),
        }),
        z.strictObject({
          id: slug,
          kind: z.literal('value'),
          prompt: z.string().min(1),
          /** Accepted spellings: compared without case and spaces; hexadecimal and decimal are the same number. */
          accept: z.array(z.string().min(1)).min(1),
          /** Said to known wrong answers. */
          misses: z.array(z.strictObject({ value: z.string(), because: z.string() })).default([]),
          because: z.string().min(1),
        }),
      ]),
    )
    .min(1),
})
export type Quiz = z.infer<typeof quizSchema>
export type QuizQuestion = Quiz['questions'][number]

/** A stretch of a compiled lesson: finished HTML, or a place where something interactive lives. */
const lessonPartSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('html'), html: z.string() }),
  z.strictObject({ kind: z.literal('quiz'), questionId: z.string() }),
  z.strictObject({ kind: z.literal('exercise'), exerciseId: z.string() }),
])

const lessonBlockKinds = [
  'paragraph',
  'heading',
  'list',
  'code',
  'table',
  'figure',
  'note',
  'predict',
  'quiz',
  'exercise',
] as const

/** One paragraph, heading, code block, table or figure: what a reading position points at, and what a voice reads. */
const lessonBlockSchema = z.strictObject({
  /** Made from the block's own content, so that an edit elsewhere moves no reading position. */
  id: z.string(),
  kind: z.enum(lessonBlockKinds),
  /** What a voice says here; code, tables and figures say it in words of their own. */
  spoken: z.string(),
  /** Words of `spoken`. */
  words: z.int().nonnegative(),
})

/** `content/courses/<slug>/glossary.json`: the course's words. Public. */
export const glossarySchema = z.array(
  z.strictObject({
    id: slug,
    term: z.string().min(1),
    /** One or two sentences; may contain `code`. */
    definition: z.string().min(1),
  }),
)
export type GlossaryEntry = z.infer<typeof glossarySchema>[number]

/** `content/courses/<slug>/pronunciation.json`: how a voice says what rules (`lib/domain/narration`) cannot know. */
export const pronunciationSchema = z
  .array(
    z.strictObject({
      written: z.string().min(1),
      spoken: z.string().regex(/^[A-Za-z ,'-]+$/, 'letters, spaces, commas, apostrophes and hyphens'),
    }),
  )
  .superRefine((entries, context) => {
    const written = entries.map((entry) => entry.written)
    const double = written.find((text, index) => written.indexOf(text) !== index)
    if (double !== undefined) context.addIssue({ code: 'custom', message: `"${double}" is listed twice` })
  })

/** `content/courses/<slug>/changelog.json`: what a reader would notice of each version, the newest first. Public. */
export const changelogSchema = z.array(
  z.strictObject({
    version,
    date: z.iso.date(),
    /** Sentences; may contain `code`. */
    changes: z.array(z.string().min(1)).min(1),
  }),
)
export type Changelog = z.infer<typeof changelogSchema>

/** The head of `capstone/lesson.mdx`: what comes after the last lesson, takes as long as it takes, and is in the price. */
export const capstoneFrontMatterSchema = lessonFrontMatterSchema.omit({ minutes: true, free: true })

/** A lesson as `scripts/compile-content.ts` leaves it under `.generated/content/<course>/`. Never sent to a browser whole. */
const compiledLessonSchema = lessonFrontMatterSchema.extend({
  slug,
  /** 0 for the capstone, which is not timed. */
  minutes: z.int().nonnegative(),
  number: z.int().positive(),
  words: z.int().positive(),
  blocks: z.array(lessonBlockSchema),
  headings: z.array(z.strictObject({ id: z.string(), text: z.string() })),
  parts: z.array(lessonPartSchema),
  quiz: quizSchema.nullable(),
})
export type CompiledLesson = z.infer<typeof compiledLessonSchema>

export const compiledCourseSchema = courseDefinitionSchema.extend({
  slug,
  glossary: glossarySchema,
  pronunciation: pronunciationSchema,
  changelog: changelogSchema,
  lessons: z.array(compiledLessonSchema).min(1),
  /** Counts neither in the minutes nor in the progress; it is read, gated and checked as a lesson is. */
  capstone: compiledLessonSchema.nullable(),
})
export type CompiledCourse = z.infer<typeof compiledCourseSchema>

/** What anybody may know of a lesson. */
export interface LessonOutline {
  slug: string
  number: number
  title: string
  summary: string
  minutes: number
  free: boolean
}

/** A lesson that is announced; there is nothing to open yet. */
export interface UpcomingLesson {
  number: number
  title: string
  summary: string
  minutes: number
}

/** What anybody may know of a course. */
export interface CourseOutline extends Omit<CourseDefinition, 'upcoming'> {
  slug: string
  /** Those that can be read today. */
  lessons: LessonOutline[]
  upcoming: UpcomingLesson[]
  capstone: LessonOutline | null
  /** Minutes of the lessons that can be read today; `minutes` is the whole course. */
  minutesOut: number
  /** Exercises that the certificate asks for, beside all lessons. */
  requiredExercises: number
}

/** Everything that has a page of its own, in reading order: the lessons, and the capstone behind them. */
export const pagesOf = <L>(course: { lessons: readonly L[]; capstone: L | null }): L[] =>
  course.capstone ? [...course.lessons, course.capstone] : [...course.lessons]
