import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const versions = { '3.11': '3.11.7', '3.13': '3.13.0' }
const loops = {
  keep: '200,000 object() that stay alive',
  drop: '200,000 object() dropped at once',
  serve: '3,000 small JSON requests parsed and answered',
}

export const recipe: Recipe = {
  question:
    'What does tracemalloc cost a loop that does nothing but allocate, and what does it cost a small handler?',
  runs: Object.entries(versions).map(([short, python]) => ({
    output: `${short}.txt`,
    python,
    script: 'cost.py',
  })),
  values(raw) {
    const values: Record<string, Value> = {}
    for (const short of Object.keys(versions)) {
      const suffix = short === '3.11' ? '' : `On${short.replace('.', '')}`
      const number = (label: string) => numberAfter(raw[`${short}.txt`], label)
      for (const [loop, what] of Object.entries(loops)) {
        const off = number(`${loop}, 0 frames, milliseconds`)
        values[`${loop}Off${suffix}`] = {
          value: off,
          unit: 'ms',
          means: `${what}, without tracemalloc, best of five`,
        }
        for (const frames of [1, 25])
          values[`${loop}Times${frames}${suffix}`] = {
            value: Math.round((10 * number(`${loop}, ${frames} frames, milliseconds`)) / off) / 10,
            means: `how many times longer ${what} take with ${frames} frame(s) kept for each block`,
          }
      }
      values[`bytes${suffix}`] = {
        value: number('keep, 1 frames, bytes of its own for each live block'),
        unit: 'bytes',
        means: "tracemalloc's own memory for each live block, when all were made on one line",
      }
    }
    return values
  },
}
