import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { type Podcast, toChapters, toRss } from './podcast.ts'

const podcast: Podcast = {
  title: 'Arenas & <Pools>',
  summary: 'What “free” means.',
  courseAddress: 'https://course.example/learn/c',
  feedAddress: 'https://course.example/api/podcast/secret',
  coverAddress: 'https://course.example/cover.jpg',
  author: 'course.example',
  episodes: [1, 2].map((number) => ({
    id: `c/lesson-${number}`,
    number,
    title: `Lesson <${number}>`,
    summary: 'a & b',
    pageAddress: `https://course.example/learn/c/lesson-${number}`,
    fileAddress: `https://course.example/api/podcast/secret/lesson-${number}`,
    bytes: 1000 * number,
    durationMs: 61_400,
    publishedAt: new Date(Date.UTC(2026, 10, 22, 12, number)),
  })),
}

const read = (rss: string) =>
  new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@' }).parse(rss).rss

test('the feed has what RSS 2.0 and Apple require of a show', () => {
  const rss = toRss(podcast)
  expect(XMLValidator.validate(rss)).toBe(true)
  const { channel, ...root } = read(rss)
  expect(root).toMatchObject({
    '@version': '2.0',
    '@xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
    '@xmlns:podcast': 'https://podcastindex.org/namespace/1.0',
  })
  expect(channel).toMatchObject({
    title: podcast.title,
    link: podcast.courseAddress,
    description: podcast.summary,
    language: 'en',
    'itunes:image': { '@href': podcast.coverAddress },
    'itunes:category': { '@text': 'Technology' },
    'itunes:explicit': false,
    'itunes:type': 'serial',
    'itunes:block': 'Yes',
    'atom:link': { '@href': podcast.feedAddress, '@rel': 'self' },
  })
})

test('each episode has its file, its length, its chapters and its transcript, in an order that apps keep', () => {
  const { item } = read(toRss(podcast)).channel
  expect(item).toHaveLength(2)
  expect(item[0]).toMatchObject({
    title: 'Lesson <1>',
    guid: { '@isPermaLink': 'false', '#text': 'c/lesson-1' },
    enclosure: { '@url': expect.stringMatching(/lesson-1\.m4a$/), '@length': '1000', '@type': 'audio/x-m4a' },
    'itunes:episode': 1,
    'itunes:duration': 61,
    'podcast:transcript': { '@url': expect.stringMatching(/lesson-1\.vtt$/), '@type': 'text/vtt' },
    'podcast:chapters': { '@type': 'application/json+chapters' },
  })
  const [first, second] = item.map(({ pubDate }: { pubDate: string }) => Date.parse(pubDate))
  expect(first).toBeLessThan(second)
})

test('a show of one episode is still a list', () => {
  const { item } = read(toRss({ ...podcast, episodes: podcast.episodes.slice(0, 1) })).channel
  expect(item).toMatchObject({ 'itunes:episode': 1 })
})

test('headings are chapters', () => {
  const sentences = [
    { kind: 'title', text: 'Pools', startMs: 0 },
    { kind: 'paragraph', text: 'A pool is …', startMs: 900 },
    { kind: 'heading', text: 'Headers', startMs: 61_500 },
  ]
  expect(toChapters(sentences)).toEqual({
    version: '1.2.0',
    chapters: [
      { startTime: 0, title: 'Pools' },
      { startTime: 61.5, title: 'Headers' },
    ],
  })
})
