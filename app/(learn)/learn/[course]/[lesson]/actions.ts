'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { answerQuestion } from '#lib/data/course/answer-question.ts'
import { setLessonDone } from '#lib/data/course/set-lesson-done.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { type ActionResult, publicAction } from '#lib/data/site/actions.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import type { Answer, Verdict } from '#lib/domain/quiz.ts'
import { answerSchema, lessonAddressSchema } from '#lib/schemas/progress.ts'

const answerInput = lessonAddressSchema.extend({
  questionId: z.string().regex(/^[a-z0-9-]{1,100}$/),
  answer: answerSchema,
})

export type Answered = { answer: Answer; verdict: Verdict }

const answerAction = publicAction(answerInput, async ({ courseSlug, lessonSlug, questionId, answer }) => {
  const verdict = await answerQuestion(await getSession(), courseSlug, lessonSlug, questionId, answer)
  return { answer, verdict } satisfies Answered
})

/** Places of items (`place-<key>` = 1, 2, …) as the keys in that order. */
function placedKeys(form: FormData): string[] {
  return [...form.entries()]
    .flatMap(([name, value]) =>
      name.startsWith('place-') ? [{ key: name.slice(6), place: Number(value) }] : [],
    )
    .sort((a, b) => a.place - b.place)
    .map(({ key }) => key)
}

/** Checks an answer. The form works without JavaScript too: then the page comes back with the verdict in it. */
export async function answerQuestionAction(_: unknown, input: FormData): Promise<ActionResult<Answered>> {
  const form = asForm(input)
  const value = textField(form, 'value')
  const placed = placedKeys(form)
  const keys = placed.length > 0 ? placed : form.getAll('key').map(String)
  return answerAction({
    courseSlug: textField(form, 'courseSlug'),
    lessonSlug: textField(form, 'lessonSlug'),
    questionId: textField(form, 'questionId'),
    answer: value === undefined ? { keys } : { value },
  })
}

const doneAction = publicAction(
  lessonAddressSchema.extend({ done: z.enum(['true', 'false']) }),
  async ({ courseSlug, lessonSlug, done }) => {
    await setLessonDone(await getSession(), courseSlug, lessonSlug, done === 'true')
  },
)

/** The learner says that a lesson is done, or takes it back. */
export async function setLessonDoneAction(input: FormData): Promise<void> {
  const form = asForm(input)
  const result = await doneAction(form)
  const address = lessonAddressSchema.safeParse({
    courseSlug: textField(form, 'courseSlug'),
    lessonSlug: textField(form, 'lessonSlug'),
  })
  if (!address.success) redirect('/learn')
  const path = `/learn/${address.data.courseSlug}/${address.data.lessonSlug}` as const
  if (!result.ok && result.code === 'sign_in_required') redirect(`/sign-in?returnTo=${path}`)
  revalidatePath(path)
}
