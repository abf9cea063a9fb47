import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const versions = { '3.11': '3.11.7', '3.13': '3.13.0' }

export const recipe: Recipe = {
  question: 'A service drops one small cycle with each request: how do its blocks rise and fall?',
  runs: Object.entries(versions).map(([short, python]) => ({
    output: `${short}.txt`,
    python,
    script: 'saw_tooth.py',
  })),
  values(raw) {
    const values: Record<string, Value> = {}
    for (const short of Object.keys(versions)) {
      const suffix = short === '3.11' ? '' : `On${short.replace('.', '')}`
      for (const name of ['on', 'off']) {
        const text = raw[`${short}.txt`] ?? ''
        const number = (label: string) => numberAfter(text, `${name}, ${label}`)
        const samples = new RegExp(`^${name}, one sample.*\\n([-\\d ]+)$`, 'm').exec(text)?.[1]
        if (!samples) throw new RangeError(`no samples of "${name}"`)
        values[`${name}Highest${suffix}`] = {
          value: number('blocks above the start, highest'),
          means: `most blocks above the start, collector ${name}`,
        }
        values[`${name}Last${suffix}`] = {
          value: number('blocks above the start, last'),
          means: `blocks above the start at the end, collector ${name}`,
        }
        values[`${name}Falls${suffix}`] = { value: number('falls'), means: `sudden falls, collector ${name}` }
        values[`${name}Samples${suffix}`] = {
          value: samples,
          means: `blocks above the start, a sample for every 20 of 4,000 requests, collector ${name}`,
        }
      }
    }
    return values
  },
}
