/** Loudness after EBU R 128. */
import { runTool } from './ffmpeg.ts'
import { loudness } from './settings.ts'

interface Loudness {
  /** Integrated, in LUFS. */
  integrated: number
  /** dBTP. */
  truePeak: number
  /** The longest stretch below -50 dB, in seconds. */
  silence: number
}

function parseIntegrated(printed: string): number {
  const summary = printed.slice(printed.lastIndexOf('Integrated loudness:'))
  const [, integrated] = /I:\s+(-?[\d.]+) LUFS/.exec(summary) ?? []
  if (integrated === undefined) throw new TypeError(`ffmpeg measured nothing: ${printed.slice(-300)}`)
  return Number(integrated)
}

/** Reads what ffmpeg's filters `silencedetect` and `ebur128` print. @throws TypeError when they printed nothing */
export function parseMeters(printed: string): Loudness {
  const [, truePeak] = /Peak:\s+(-?[\d.]+) dBFS/.exec(printed) ?? []
  const silences = [...printed.matchAll(/silence_duration: ([\d.]+)/g)].map(([, seconds]) => Number(seconds))
  return {
    integrated: parseIntegrated(printed),
    truePeak: Number(truePeak),
    silence: Math.max(0, ...silences),
  }
}

const run = (path: string, filters: string[]) =>
  runTool('ffmpeg', ['-i', path, '-map', '0:a', '-af', filters.join(','), '-f', 'null', '-']).stderr

/** Measures a file. */
export const measureLoudness = (path: string): Loudness =>
  parseMeters(run(path, ['silencedetect=noise=-50dB:duration=0.3', 'ebur128=framelog=verbose:peak=true']))

/** Integrated loudness of what filters make of a file, in LUFS. */
const integrated = (path: string, filters: string[]) =>
  parseIntegrated(run(path, [...filters, 'ebur128=framelog=verbose']))

const even = ['highpass=f=50', loudness.compressor]
/** At twice the rate of the file, where peaks between its samples show. */
const raised = (gain: number) => [...even, `volume=${gain.toFixed(2)}dB`, 'aresample=88200', loudness.limiter]

/**
 * The filters that bring a recording to its loudness: loud syllables are levelled, one gain raises everything, and peaks
 * that then stand out are held back. What the limiter takes is measured and given back; one gain alone would not do, since
 * this voice's peaks stand 20 dB above its loudness.
 */
export function levelling(path: string): string[] {
  const gain = loudness.target - integrated(path, even)
  const missing = loudness.target - integrated(path, raised(gain))
  return raised(gain + 1.6 * missing)
}
