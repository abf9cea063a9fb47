/** Samples → `.m4a`: loudness, AAC, tags, cover and chapters, the same bytes each time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool } from './ffmpeg.ts'
import { levelling } from './loudness.ts'
import { encoding } from './settings.ts'

export interface Tags {
  title: string
  album: string
  artist: string
  track: string
  comment: string
}

export interface Chapter {
  title: string
  startMs: number
  endMs: number
}

const escaped = (text: string) => text.replaceAll(/[=;#\\\n]/g, '\\$&')

/** ffmpeg's own format for tags and chapters. */
export function ffmetadata(tags: Tags, chapters: readonly Chapter[]): string {
  const all = { ...tags, genre: 'Podcast', media_type: '1' }
  return [
    ';FFMETADATA1',
    ...Object.entries(all).map(([name, value]) => `${name}=${escaped(value)}`),
    ...chapters.flatMap(({ title, startMs, endMs }) => [
      '[CHAPTER]',
      'TIMEBASE=1/1000',
      `START=${startMs}`,
      `END=${endMs}`,
      `title=${escaped(title)}`,
    ]),
    '',
  ].join('\n')
}

/** A WAV file of 32-bit floats. */
function wav(samples: Float32Array, sampleRate: number): Uint8Array {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.byteLength, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(3, 20) // IEEE float
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sampleRate, 24)
  header.writeUInt32LE(sampleRate * 4, 28)
  header.writeUInt16LE(4, 32)
  header.writeUInt16LE(32, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.byteLength, 40)
  return Buffer.concat([header, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)])
}

interface Lesson {
  samples: Float32Array
  sampleRate: number
  tags: Tags
  chapters: readonly Chapter[]
  /** Path of a JPEG. */
  cover: string
}

/** Writes the file. @throws ToolError when ffmpeg is missing */
export function encodeLesson(path: string, { samples, sampleRate, tags, chapters, cover }: Lesson): void {
  const work = mkdtempSync(join(tmpdir(), 'narrate-'))
  try {
    const source = join(work, 'lesson.wav')
    const metadata = join(work, 'lesson.txt')
    writeFileSync(source, wav(samples, sampleRate))
    writeFileSync(metadata, ffmetadata(tags, chapters))
    const exact = [
      '-fflags',
      '+bitexact',
      '-flags:a',
      '+bitexact',
      '-map_metadata',
      '2',
      '-map_chapters',
      '2',
    ]
    runTool('ffmpeg', [
      ...['-i', source, '-i', cover, '-f', 'ffmetadata', '-i', metadata, '-map', '0:a', '-map', '1:v'],
      ...['-af', levelling(source).join(','), '-ar', String(encoding.sampleRate), '-ac', '1'],
      ...[
        '-c:a',
        'aac',
        '-b:a',
        String(encoding.bitRate),
        '-cutoff',
        String(encoding.cutoff),
        '-c:v',
        'copy',
        '-disposition:v:0',
        'attached_pic',
      ],
      ...[...exact, '-metadata:s:a:0', 'language=eng', '-movflags', '+faststart', '-f', 'ipod', path],
    ])
  } finally {
    rmSync(work, { recursive: true })
  }
}
