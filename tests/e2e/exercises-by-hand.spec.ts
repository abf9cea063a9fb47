import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { parseStep } from '#lib/domain/exercise/play-text.ts'
import { compiledLessons, courseSlug } from './support/site.ts'
import { expect, test } from './support/test.ts'

interface Exercise {
  title: string
  lesson: number
  parts: { id: string; title: string | null; questions: { id: string }[]; solution: { steps: string[] } }[]
}

const exercises: Exercise[] = JSON.parse(
  readFileSync(join('.generated', 'content', 'exercises', `${courseSlug}.json`), 'utf8'),
)

const operation = (bench: Locator, verb: string) =>
  bench
    .locator('form.operation')
    .filter({ has: bench.page().getByRole('button', { name: verb, exact: true }) })

/** Sizes are typed, or chosen where only some may be asked for. */
async function put(form: Locator, label: string, value: string | number) {
  const field = form.getByLabel(label, { exact: true })
  const isChoice = await field.evaluate((element) => element instanceof HTMLSelectElement)
  await (isChoice ? field.selectOption(`${value}`) : field.fill(`${value}`))
}

/** Does one step of a solution as a learner does it: by its form. */
async function takeStep(bench: Locator, line: string, questions: { id: string }[]) {
  const step = parseStep(line)
  const send = async (verb: string, fields: Record<string, string | number>) => {
    const form = operation(bench, verb)
    for (const [label, value] of Object.entries(fields)) await put(form, label, value)
    await form.getByRole('button', { name: verb, exact: true }).click()
  }
  switch (step.kind) {
    case 'malloc':
      return send('malloc', { Bytes: step.bytes, Times: step.ids.list.length })
    case 'free':
      return send('free', { 'Block, or blocks in order': step.ids.text })
    case 'realloc':
      return send('realloc', { Block: step.ids.text, Bytes: step.bytes })
    case 'empty-pools':
      return send('Empty pools', { 'Of arena': step.arena, 'How many': step.pools })
    case 'misalign':
      return send('Set', { 'Arenas to come lie': step.bytes })
    case 'answer': {
      const form = bench
        .locator('form.exercise-question')
        .nth(questions.findIndex(({ id }) => id === step.question))
      const choice = form.locator(`input[type="radio"][value="${step.answer}"]`)
      if ((await choice.count()) > 0) await choice.check()
      else await form.getByRole('textbox').fill(step.answer)
      return form.getByRole('button').click()
    }
    default:
      throw new Error(`No form is known for: ${line}`)
  }
}

test('the exercises of lessons 1 to 10 are solved by hand, and kept', async ({ page, learner }) => {
  test.setTimeout(240_000)
  expect(learner.userId).toBeTruthy()
  for (const { title, lesson, parts } of exercises.filter((each) => each.lesson <= 10)) {
    await test.step(`${lesson}. ${title}`, async () => {
      await page.goto(`/learn/${courseSlug}/${compiledLessons()[lesson - 1]?.slug}`)
      const exercise = page.getByRole('region', { name: `Exercise ${title}` })
      for (const [index, part] of parts.entries()) {
        const place = exercise.locator('.exercise-part').nth(index)
        await place.getByRole('button', { name: /^(Open the allocator|Go on)$/ }).click()
        const bench = place.getByRole('dialog')
        await expect(bench.locator('.bench-picture canvas')).toBeVisible()
        for (const line of part.solution.steps) await takeStep(bench, line, part.questions)
        await expect(bench.getByText('Solved, and kept.')).toBeVisible({ timeout: 20_000 })
        await bench.getByRole('button', { name: 'Back to the lesson' }).click()
        await expect(bench).toBeHidden()
      }
      await expect(exercise.getByText('Solved', { exact: true })).toBeVisible()
    })
  }
})
