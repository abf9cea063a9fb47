import type { Recipe } from '#content/evidence.ts'

const output = '3.11.txt'

function growth(text: string | undefined, title: string): { place: string; kib: number; count: number } {
  const lines = (text ?? '').split('\n')
  const first = lines[lines.indexOf(title) + 1] ?? ''
  const match = /^ {2}(.+:\d+): size=.*\(\+(\d+) KiB\), count=\d+ \(\+(\d+)\)$/.exec(first)
  if (!match?.[1]) throw new RangeError(`nothing grows in "${title}"`)
  return { place: match[1], kib: Number(match[2]), count: Number(match[3]) }
}

export const recipe: Recipe = {
  question: 'What do two snapshots of tracemalloc say: right after start-up, and in the steady state?',
  runs: [
    { output, python: '3.11.7', script: 'snapshots.py', args: ['1'] },
    { output: 'ten-frames.3.11.txt', python: '3.11.7', script: 'snapshots.py', args: ['10'] },
  ],
  values(raw) {
    const early = growth(raw[output], 'from start-up to the tenth request:')
    const late = growth(raw[output], 'from request 1,000 to request 11,000:')
    return {
      earlyPlace: { value: early.place, means: 'where most grew between start-up and the tenth request' },
      earlyKib: { value: early.kib, unit: 'KiB', means: 'how much it grew there' },
      latePlace: { value: late.place, means: 'where most grew between request 1,000 and 11,000' },
      lateKib: { value: late.kib, unit: 'KiB', means: 'how much it grew there' },
      lateCount: { value: late.count, means: 'how many blocks more there were there' },
    }
  },
}
