/** How the lessons sound. A change here parts every recording from its text: `npm run narrate` makes them anew. */

interface Speech {
  /** `joe` (Piper) or `af_heart` (Kokoro-82M): docs/decisions/0018-a-voice-for-the-lessons.md. */
  voice: 'joe' | 'af_heart'
  /** 1 is as trained; more is faster. */
  speed: number
}

/** What decides, with its phonemes, the sound of one sentence: the key of the cache. */
export const speech: Speech = { voice: 'joe', speed: 0.87 }

/** Pages of short words, which would run past the limit of words a minute. */
const slower: Record<string, number> = { deallocation: 0.8, capstone: 0.78 }

export const speechOf = (lessonSlug: string): Speech => ({
  ...speech,
  speed: slower[lessonSlug] ?? speech.speed,
})

export const trimming = {
  /** Quieter than this at a sentence's ends is silence, and cut. */
  silenceDb: -46,
  /** What stays of the silence, before and after. */
  keptMs: [20, 60],
} as const

/** Silence before a sentence, by what it begins, in milliseconds. */
export const pauses = {
  start: 300,
  sentence: 500,
  /** A paragraph or item within an element. */
  line: 650,
  element: 1000,
  beforeHeading: 1400,
  /** After a heading or the title. */
  afterHeading: 1000,
  end: 1000,
} as const

export const loudness = {
  /** Integrated, in LUFS. */
  target: -16,
  compressor: 'acompressor=threshold=-30dB:ratio=3:attack=6:release=120:knee=6',
  /** Leaves room for what AAC adds to peaks: about 1 dB. */
  limiter: 'alimiter=limit=-3.5dB:attack=3:release=50:level=0',
} as const

/** Above `cutoff` the voice has nothing to say. */
export const encoding = { sampleRate: 44_100, bitRate: 56_000, cutoff: 11_000 } as const

/** What every file has to keep; `npm run narrate -- --check` measures it. */
export const limits = {
  loudness: [-17, -15],
  truePeak: -1,
  silenceSeconds: 2,
  wordsPerMinute: [130, 170],
  totalBytes: 45_000_000,
} as const
