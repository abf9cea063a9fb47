/** A private podcast feed as data, and as RSS 2.0 with the namespaces of Apple and of Podcasting 2.0. Pure. */
import { XMLBuilder } from 'fast-xml-parser'

export interface Episode {
  /** Never changes, also when the feed's address does. */
  id: string
  number: number
  title: string
  summary: string
  pageAddress: string
  /** Of the files, without their endings. */
  fileAddress: string
  bytes: number
  durationMs: number
  publishedAt: Date
}

export interface Podcast {
  title: string
  summary: string
  courseAddress: string
  feedAddress: string
  coverAddress: string
  author: string
  episodes: readonly Episode[]
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
})

function item(episode: Episode, cover: string) {
  const { fileAddress } = episode
  return {
    title: episode.title,
    description: episode.summary,
    link: episode.pageAddress,
    guid: { '@isPermaLink': 'false', '#text': episode.id },
    pubDate: episode.publishedAt.toUTCString(),
    enclosure: { '@url': `${fileAddress}.m4a`, '@length': String(episode.bytes), '@type': 'audio/x-m4a' },
    'itunes:title': episode.title,
    'itunes:episode': episode.number,
    'itunes:episodeType': 'full',
    'itunes:duration': Math.round(episode.durationMs / 1000),
    'itunes:explicit': 'false',
    'itunes:image': { '@href': cover },
    'podcast:transcript': { '@url': `${fileAddress}.vtt`, '@type': 'text/vtt', '@language': 'en' },
    'podcast:chapters': { '@url': `${fileAddress}.json`, '@type': 'application/json+chapters' },
  }
}

/**
 * https://www.rssboard.org/rss-specification, https://help.apple.com/itc/podcasts_connect/#/itcb54353390,
 * https://podcasting2.org/podcast-namespace. `itunes:block` keeps directories from listing it.
 */
export function toRss(podcast: Podcast): string {
  const channel = {
    title: podcast.title,
    link: podcast.courseAddress,
    description: podcast.summary,
    language: 'en',
    'atom:link': { '@href': podcast.feedAddress, '@rel': 'self', '@type': 'application/rss+xml' },
    image: { url: podcast.coverAddress, title: podcast.title, link: podcast.courseAddress },
    'itunes:author': podcast.author,
    'itunes:image': { '@href': podcast.coverAddress },
    'itunes:category': { '@text': 'Technology' },
    'itunes:explicit': 'false',
    'itunes:type': 'serial',
    'itunes:block': 'Yes',
    'podcast:locked': 'yes',
    item: podcast.episodes.map((episode) => item(episode, podcast.coverAddress)),
  }
  const rss = {
    '@version': '2.0',
    '@xmlns:atom': 'http://www.w3.org/2005/Atom',
    '@xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
    '@xmlns:podcast': 'https://podcastindex.org/namespace/1.0',
    channel,
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ rss })}`
}

interface HeardHeading {
  kind: string
  text: string
  startMs: number
}

/** The headings of a lesson as chapters: https://github.com/Podcastindex-org/podcast-namespace (JSON chapters 1.2). */
export function toChapters(sentences: readonly HeardHeading[]) {
  const chapters = sentences
    .filter(({ kind }) => kind === 'title' || kind === 'heading')
    .map(({ text, startMs }) => ({ startTime: startMs / 1000, title: text }))
  return { version: '1.2.0', chapters }
}
