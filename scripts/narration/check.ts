/** What a recording measures, against what every recording has to keep. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { countWords } from '#lib/domain/narration/narration.ts'
import { runTool } from './ffmpeg.ts'
import { measureLoudness } from './loudness.ts'
import { faultsOf, readManifest, type SpokenPage } from './manifest.ts'
import { limits } from './settings.ts'

interface Measured {
  name: string
  seconds: number
  loudness: number
  truePeak: number
  /** The longest silence, in seconds. */
  silence: number
  wordsPerMinute: number
  bytes: number
  faults: string[]
}

const outside = (value: number, [least, most]: readonly [number, number]) => value < least || value > most

/** Measures one file with ffmpeg. */
export function measure(folder: string, page: SpokenPage): Measured {
  const path = join(folder, `${page.name}.m4a`)
  const { integrated: loudness, truePeak, silence } = measureLoudness(path)
  const printed = runTool('ffprobe', ['-show_entries', 'format=duration', '-of', 'csv=p=0', path]).stdout
  const seconds = Number(printed)
  const words = page.script.reduce((sum, { spoken }) => sum + countWords(spoken), 0)
  const wordsPerMinute = (words * 60) / seconds
  const faults = faultsOf(folder, page)
  if (outside(loudness, limits.loudness)) faults.push(`loudness ${loudness} LUFS`)
  if (truePeak >= limits.truePeak) faults.push(`true peak ${truePeak} dBTP`)
  if (silence > limits.silenceSeconds) faults.push(`a silence of ${silence} s`)
  if (outside(wordsPerMinute, limits.wordsPerMinute))
    faults.push(`${wordsPerMinute.toFixed(0)} words a minute`)
  if (Math.abs(seconds * 1000 - (readManifest(folder, page.name)?.durationMs ?? 0)) > 60)
    faults.push(`${seconds} s, and the manifest says otherwise`)
  return {
    name: page.name,
    seconds,
    loudness,
    truePeak,
    silence,
    wordsPerMinute,
    bytes: statSync(path).size,
    faults,
  }
}

const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`

/** The table that is kept beside the recordings. */
export function tableOf(rows: readonly Measured[]): string {
  const seconds = rows.reduce((sum, row) => sum + row.seconds, 0)
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0)
  return [
    '# Measured',
    '',
    'By `npm run narrate -- --check`: loudness and true peak after EBU R 128, the longest stretch below -50 dB, spoken words a minute.',
    '',
    '| File | Length | LUFS | dBTP | Silence | Words a minute | kB |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${clock(row.seconds)} | ${row.loudness.toFixed(1)} | ${row.truePeak.toFixed(1)} | ${row.silence.toFixed(2)} s | ${row.wordsPerMinute.toFixed(0)} | ${Math.round(row.bytes / 1000)} |`,
    ),
    `| together | ${clock(seconds)} | | | | | ${Math.round(bytes / 1000)} |`,
    '',
  ].join('\n')
}
