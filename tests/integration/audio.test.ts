import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { GET as getDownload } from '#app/api/audio/[course]/[lesson]/download/route.ts'
import { GET as getFile } from '#app/api/audio/[course]/[lesson]/file/route.ts'
import { GET as getPlayable } from '#app/api/audio/[course]/[lesson]/route.ts'
import { GET as getTranscript } from '#app/api/audio/[course]/[lesson]/transcript/route.ts'
import { GET as getArchive } from '#app/api/audio/[course]/archive/route.ts'
import { GET as getEpisode } from '#app/api/podcast/[secret]/[file]/route.ts'
import { GET as getFeed } from '#app/api/podcast/[secret]/route.ts'
import { getPodcastAddress, renewPodcastAddress } from '#lib/data/audio/podcast-address.ts'
import { recordLessonProgress } from '#lib/data/course/record-lesson-progress.ts'
import type { PlayableLesson } from '#lib/domain/playback.ts'
import { pagesOf } from '#lib/schemas/course.ts'
import { makeAudioTicket } from '#lib/server/audio-ticket.ts'
import { unsafeGetCourse } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { unsafeGetRecording } from '#lib/server/lesson-audio.ts'
import { type Learner, newLearner, revoke, sessionOf } from '#tests/setup/learners.ts'

const jar = vi.hoisted(() => ({ token: null as string | null }))
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => (jar.token === null ? undefined : { value: jar.token }) }),
}))

const course = 'demystifying-python-memory'
const compiled = unsafeGetCourse(course)
const lessons = compiled ? pagesOf(compiled) : []
const [free, gated] = lessons
if (!free || !gated) throw new Error('run `npm run generate`')

const site = 'http://localhost:3000'
const at = (lesson: string) => ({ params: Promise.resolve({ course, lesson }) })
const as = (learner: Learner | null) => {
  jar.token = learner?.token ?? null
}

async function playable(lesson: string): Promise<PlayableLesson> {
  const answer = await getPlayable(new Request(`${site}/api/audio/${course}/${lesson}`), at(lesson))
  expect(answer.status).toBe(200)
  return answer.json()
}
const open = (src: string, lesson: string, headers: Record<string, string> = {}) =>
  getFile(new Request(new URL(src, site), { headers }), at(lesson))

beforeEach(() => as(null))

describe('the recording of a free lesson', () => {
  const file = readFileSync(unsafeGetRecording(course, free.slug)?.path ?? '')

  test('is for everybody, whole', async () => {
    const { src, sentences, durationMs } = await playable(free.slug)
    const answer = await open(src, free.slug)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('audio/mp4')
    expect(answer.headers.get('accept-ranges')).toBe('bytes')
    expect(Buffer.from(await answer.arrayBuffer()).equals(file)).toBe(true)
    expect(sentences[0]).toMatchObject({ elementId: 'lesson-title', text: free.title, inPlace: true })
    expect(sentences.at(-1)?.endMs).toBeLessThanOrEqual(durationMs)
  })

  test.each([
    ['bytes=0-99', 206, 0, 100],
    ['bytes=1000-', 206, 1000, file.length],
    ['bytes=-500', 206, file.length - 500, file.length],
    [`bytes=10-${file.length + 5000}`, 206, 10, file.length],
    ['bytes=0-0,5-6', 200, 0, file.length],
    ['lines=1-2', 200, 0, file.length],
    ['bytes=nonsense', 200, 0, file.length],
    [`bytes=${file.length}-`, 416, 0, 0],
  ])('answers Range: %s with %i', async (range, status, start, end) => {
    const answer = await open(`/api/audio/${course}/${free.slug}/file`, free.slug, { Range: range })
    expect(answer.status).toBe(status)
    const sent = Buffer.from(await answer.arrayBuffer())
    expect(sent.equals(file.subarray(start, end))).toBe(true)
    if (status === 206)
      expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${file.length}`)
    if (status === 416) expect(answer.headers.get('content-range')).toBe(`bytes */${file.length}`)
  })

  test('is not sent again to who has it, and whole when another copy was begun', async () => {
    const address = `/api/audio/${course}/${free.slug}/file`
    const etag = (await open(address, free.slug)).headers.get('etag') ?? ''
    expect((await open(address, free.slug, { 'If-None-Match': etag })).status).toBe(304)
    const part = { Range: 'bytes=0-9' }
    expect((await open(address, free.slug, { ...part, 'If-Range': etag })).status).toBe(206)
    expect((await open(address, free.slug, { ...part, 'If-Range': '"another"' })).status).toBe(200)
  })

  test('has its words as text and with times', async () => {
    const text = await getTranscript(new Request(`${site}/transcript`), at(free.slug))
    expect(await text.text()).toContain(free.title)
    const vtt = await getTranscript(new Request(`${site}/transcript?format=vtt`), at(free.slug))
    expect(vtt.headers.get('content-type')).toContain('text/vtt')
    expect(await vtt.text()).toMatch(/^WEBVTT\n\nlesson-title-s1\n00:00:00\.\d{3} --> /)
    expect((await getTranscript(new Request(`${site}/t?format=doc`), at(free.slug))).status).toBe(400)
  })
})

describe('the recording of a gated lesson', () => {
  test('is for who holds the course, by an address of their own', async () => {
    as(await newLearner(course))
    const { src } = await playable(gated.slug)
    const answer = await open(src, gated.slug, { Range: 'bytes=0-9' })
    expect(answer.status).toBe(206)
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    const download = await getDownload(new Request(`${site}/download`), at(gated.slug))
    expect(download.status).toBe(307)
    const location = download.headers.get('location') ?? ''
    const saved = await open(location, gated.slug, { Range: 'bytes=0-9' })
    expect(saved.headers.get('content-disposition')).toContain(`02 - ${gated.title}`)
  })

  test('is for nobody else: not by its plain address, nor by one that is forged, old, or of another', async () => {
    const learner = await newLearner(course)
    as(learner)
    const { src } = await playable(gated.slug)
    const plain = `/api/audio/${course}/${gated.slug}/file`
    const yesterday = new Date(Date.now() - 24 * 3600 * 1000)
    const purpose = { courseSlug: course, lessonSlug: gated.slug, userId: learner.userId }
    const old = makeAudioTicket(purpose, yesterday)
    const other = makeAudioTicket({ ...purpose, lessonSlug: free.slug })
    for (const ticket of ['', '?ticket=', '?ticket=zzzzzzzz.AAAA', `?ticket=${old}`, `?ticket=${other}`])
      expect((await open(`${plain}${ticket}`, gated.slug)).status, ticket).toBe(410)
    as(await newLearner(course))
    expect((await open(src, gated.slug)).status, 'another learner').toBe(410)
    as(await newLearner())
    expect((await open(src, gated.slug)).status, 'without the course').toBe(403)
    as(null)
    expect((await open(src, gated.slug)).status, 'a stranger').toBe(401)
    for (const route of [getPlayable, getDownload, getTranscript])
      expect((await route(new Request(`${site}/x`), at(gated.slug))).status).toBe(401)
    const archive = await getArchive(new Request(`${site}/x`), { params: Promise.resolve({ course }) })
    expect(archive.status).toBe(401)
  })

  test('ends with a refund, at the next part', async () => {
    const learner = await newLearner(course)
    as(learner)
    const { src } = await playable(gated.slug)
    expect((await open(src, gated.slug, { Range: 'bytes=0-9' })).status).toBe(206)
    await revoke(learner.userId, course)
    const after = await open(src, gated.slug, { Range: 'bytes=10-19' })
    expect(after.status).toBe(403)
    expect(await after.json()).toMatchObject({ code: 'no_access' })
  })

  test('a lesson that does not exist has none', async () => {
    expect((await getPlayable(new Request(`${site}/x`), at('no-such-lesson'))).status).toBe(404)
  })
})

test('reading and listening have one place: each goes on where the other stopped', async () => {
  const learner = await newLearner(course)
  as(learner)
  const { sentences } = await playable(gated.slug)
  const heard = sentences[12]
  const read = sentences.find(({ elementId }) => elementId.startsWith('p-') && elementId !== heard?.elementId)
  const tell = async (blockId: string | undefined, sentenceId: string | null, minutesAgo: number) => {
    const moment = Date.now() - minutesAgo * 60_000
    const report = {
      courseSlug: course,
      lessonSlug: gated.slug,
      visitId: `v${minutesAgo}`,
      blockId: blockId ?? null,
      sentenceId,
      fraction: 0.5,
      startedAt: moment - 1000,
      at: moment,
      activeSeconds: 1,
      endSeen: false,
    }
    await recordLessonProgress(await sessionOf(learner), { sentAt: Date.now(), reports: [report] })
  }
  await tell(heard?.elementId, heard?.id ?? null, 3)
  expect((await playable(gated.slug)).startMs).toBe(heard?.startMs)
  await tell(read?.elementId, null, 2)
  expect((await playable(gated.slug)).startMs).toBe(read?.startMs)
})

test('all recordings come in one archive', async () => {
  as(await newLearner(course))
  const answer = await getArchive(new Request(`${site}/x`), { params: Promise.resolve({ course }) })
  expect(answer.headers.get('content-type')).toBe('application/zip')
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.length).toBe(Number(answer.headers.get('content-length')))
  const recorded = lessons.filter(({ slug }) => unsafeGetRecording(course, slug))
  for (const { title } of recorded) expect(bytes.includes(title)).toBe(true)
})

describe('a private podcast feed', () => {
  const feedOf = async (learner: Learner) => {
    const address = await renewPodcastAddress(learner.userId, course)
    return new URL(address).pathname.split('/').at(-1) ?? ''
  }
  const ask = (secret: string) => getFeed(new Request(site), { params: Promise.resolve({ secret }) })
  const fetchFile = (secret: string, file: string, headers: Record<string, string> = {}) =>
    getEpisode(new Request(site, { headers }), { params: Promise.resolve({ secret, file }) })

  test('lists every recording, with files that play without a session', async () => {
    const secret = await feedOf(await newLearner(course))
    const feed = await ask(secret)
    expect(feed.headers.get('content-type')).toContain('application/rss+xml')
    const rss = await feed.text()
    expect(rss.match(/<item>/g)).toHaveLength(
      lessons.filter(({ slug }) => unsafeGetRecording(course, slug)).length,
    )
    const part = await fetchFile(secret, `${gated.slug}.m4a`, { Range: 'bytes=0-99' })
    expect(part.status).toBe(206)
    expect((await (await fetchFile(secret, `${gated.slug}.vtt`)).text()).startsWith('WEBVTT')).toBe(true)
    const { chapters } = await (await fetchFile(secret, `${gated.slug}.json`)).json()
    expect(chapters.length).toBeGreaterThan(2)
  })

  test('is shown again, replaced on demand, and the address before is dead', async () => {
    const learner = await newLearner(course)
    expect(await getPodcastAddress(learner.userId, course)).toBeNull()
    const first = await feedOf(learner)
    expect(await getPodcastAddress(learner.userId, course)).toContain(first)
    const second = await feedOf(learner)
    expect((await ask(first)).status).toBe(404)
    expect((await ask(second)).status).toBe(200)
    const stored = await db.podcastFeed.findFirstOrThrow({ where: { userId: learner.userId } })
    expect(JSON.stringify(stored)).not.toContain(second)
  })

  test('is dead after a refund, feed and files', async () => {
    const learner = await newLearner(course)
    const secret = await feedOf(learner)
    await revoke(learner.userId, course)
    expect((await ask(secret)).status).toBe(403)
    expect((await fetchFile(secret, `${gated.slug}.m4a`)).status).toBe(403)
  })

  test('asked for a thousand times, it asks for patience; other feeds do not suffer', async () => {
    const secret = await feedOf(await newLearner(course))
    const other = await feedOf(await newLearner(course))
    const answers = await Promise.all(Array.from({ length: 80 }, () => ask(secret)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(60)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
    expect((await ask(other)).status).toBe(200)
  })

  test.each(['unknown.m4a', '../../../etc/passwd', 'pools.exe', ''])('has no file %j', async (file) => {
    const secret = await feedOf(await newLearner(course))
    expect((await fetchFile(secret, file)).status).toBe(404)
  })

  test('of an unknown secret there is none', async () => {
    expect((await ask('AAAA')).status).toBe(404)
  })
})

test('every recording lies under the course and is the size that it says', () => {
  for (const { slug } of lessons) {
    const recording = unsafeGetRecording(course, slug)
    if (!recording) continue
    expect(recording.path.startsWith(join(process.cwd(), 'content'))).toBe(true)
    expect(readFileSync(recording.path).length).toBe(recording.audio.bytes)
  }
})
