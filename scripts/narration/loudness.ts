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

/** Reads what ffmpeg's filters `silencedetect` and `ebur128` print. @throws TypeError when they printed nothing */
export function parseMeters(printed: string): Loudness {
  const summary = printed.slice(printed.lastIndexOf('Integrated loudness:'))
  const [, integrated] = /I:\s+(-?[\d.]+) LUFS/.exec(summary) ?? []
  const [, truePeak] = /Peak:\s+(-?[\d.]+) dBFS/.exec(summary) ?? []
  if (integrated === undefined || truePeak === undefined)
    throw new TypeError(`ffmpeg measured nothing: ${printed.slice(-300)}`)
  const silences = [...printed.matchAll(/silence_duration: ([\d.]+)/g)].map(([, seconds]) => Number(seconds))
  return { integrated: Number(integrated), truePeak: Number(truePeak), silence: Math.max(0, ...silences) }
}

/** Measures a file, through filters if any are given. */
export function measureLoudness(path: string, filters: string[] = []): Loudness {
  const meters = ['silencedetect=noise=-50dB:duration=0.3', 'ebur128=framelog=verbose:peak=true']
  const chain = [...filters, ...meters].join(',')
  return parseMeters(runTool('ffmpeg', ['-i', path, '-map', '0:a', '-af', chain, '-f', 'null', '-']).stderr)
}

const even = ['highpass=f=50', loudness.compressor]
/** At twice the rate of the file, where peaks between its samples show. */
const raised = (gain: number) => [...even, `volume=${gain.toFixed(2)}dB`, 'aresample=88200', loudness.limiter]

/**
 * The filters that bring a recording to its loudness: loud syllables are levelled, one gain raises everything, and peaks
 * that then stand out are held back. What the limiter takes is measured and given back; one gain alone would not do, since
 * this voice's peaks stand 20 dB above its loudness.
 */
export function levelling(path: string): string[] {
  const gain = loudness.target - measureLoudness(path, even).integrated
  const missing = loudness.target - measureLoudness(path, raised(gain)).integrated
  return raised(gain + 1.6 * missing)
}
