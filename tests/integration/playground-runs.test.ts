import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { GET } from '#app/api/playground/runs/[id]/route.ts'
import { deletePlaygroundRun } from '#lib/data/playground/delete-playground-run.ts'
import { keepPlaygroundRun } from '#lib/data/playground/keep-playground-run.ts'
import { listPlaygroundRuns } from '#lib/data/playground/list-playground-runs.ts'
import { renamePlaygroundRun } from '#lib/data/playground/rename-playground-run.ts'
import { MAX_KEPT_BYTES, MAX_KEPT_RUNS, runTitleSchema } from '#lib/schemas/playground-run.ts'
import { db } from '#lib/server/db.ts'
import { newLearner, revoke, sessionOf } from '../setup/learners.ts'

const course = 'demystifying-python-memory'
const fold = (text: string) => new Uint8Array(deflateRawSync(text))
const run = fold('# title: Three requests\nm 0 56\nm 1 64\nf 0\n')

const newSession = async (...courses: string[]) => sessionOf(await newLearner(...courses))

function get(id: string): Promise<Response> {
  return GET(new Request(`http://localhost/api/playground/runs/${id}`), { params: Promise.resolve({ id }) })
}

test('a learner keeps a run, and whoever has its link plays it', async () => {
  const session = await newSession(course)
  const id = await keepPlaygroundRun(session, 'Three requests', run)
  expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/)
  const answer = await get(id)
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(run)
  expect(await listPlaygroundRuns(session.viewer)).toMatchObject([{ id, title: 'Three requests' }])
})

test('only who holds the course keeps runs; what was kept before a refund stays to be deleted', async () => {
  await expect(keepPlaygroundRun(null, 'x', run)).rejects.toMatchObject({ code: 'sign_in_required' })
  const stranger = await newSession()
  await expect(keepPlaygroundRun(stranger, 'x', run)).rejects.toMatchObject({ code: 'no_access' })
  expect(await listPlaygroundRuns(stranger.viewer)).toEqual([])

  const learner = await newLearner(course)
  const id = await keepPlaygroundRun(await sessionOf(learner), 'x', run)
  await revoke(learner.userId, course)
  const refunded = await sessionOf(learner)
  await expect(keepPlaygroundRun(refunded, 'y', run)).rejects.toMatchObject({ code: 'no_access' })
  await deletePlaygroundRun(refunded.viewer, id)
  expect((await get(id)).status).toBe(404)
})

test('a run is renamed and deleted by its owner alone', async () => {
  const [owner, other] = [await newSession(course), await newSession(course)]
  const id = await keepPlaygroundRun(owner, 'Mine', run)
  await expect(renamePlaygroundRun(other.viewer, id, 'Theirs')).rejects.toMatchObject({ code: 'not_found' })
  await expect(deletePlaygroundRun(other.viewer, id)).rejects.toMatchObject({ code: 'not_found' })
  expect(await listPlaygroundRuns(other.viewer)).toEqual([])
  await renamePlaygroundRun(owner.viewer, id, 'Ours')
  expect(await listPlaygroundRuns(owner.viewer)).toMatchObject([{ title: 'Ours' }])
  await deletePlaygroundRun(owner.viewer, id)
  await expect(deletePlaygroundRun(owner.viewer, id)).rejects.toMatchObject({ code: 'not_found' })
})

test('an account keeps so many runs, also when two tabs keep one at the same moment', async () => {
  const session = await newSession(course)
  const { userId } = session.viewer
  const almostAll = Array.from({ length: MAX_KEPT_RUNS - 1 }, (_, n) => ({
    id: `${userId}-${n}`,
    userId,
    title: 'x',
    folded: run,
  }))
  await db.playgroundRun.createMany({ data: almostAll })
  const kept = await Promise.allSettled([
    keepPlaygroundRun(session, 'one', run),
    keepPlaygroundRun(session, 'other', run),
  ])
  expect(kept.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await db.playgroundRun.count({ where: { userId } })).toBe(MAX_KEPT_RUNS)
  await expect(keepPlaygroundRun(session, 'more', run)).rejects.toMatchObject({ code: 'runs_full' })
})

test.each([
  ['nothing', new Uint8Array(), 'bad_input'],
  ['what is not folded', new TextEncoder().encode('# title: x\nm 0 1\n'), 'bad_input'],
  ['something else', fold('<html>'), 'bad_input'],
  ['what is too large', new Uint8Array(MAX_KEPT_BYTES + 1), 'too_large'],
])('%s is not kept', async (_, folded, code) => {
  const session = await newSession(course)
  await expect(keepPlaygroundRun(session, 'x', folded)).rejects.toMatchObject({ code })
  expect(await listPlaygroundRuns(session.viewer)).toEqual([])
})

test.each(['', '   ', 'x'.repeat(101), 'a\u0000b', 'a\u202eb'])('%j is no name for a run', (title) => {
  expect(runTitleSchema.safeParse(title).success).toBe(false)
})

test.each(['x', 'a'.repeat(22), "' or 1=1 --"])('there is no run behind %j', async (id) => {
  const answer = await get(id)
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ code: 'not_found' })
})
