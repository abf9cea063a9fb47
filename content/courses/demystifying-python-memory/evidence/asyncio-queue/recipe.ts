import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const labels: Record<string, string> = {
  Longest: 'longest queue',
  Blocks: 'most blocks above the start',
  Rss: 'resident MiB above the start',
  Waiting: 'waiting when the last one had arrived',
  Served: 'served by then',
}

export const recipe: Recipe = {
  question: 'Fifty requests arrive while forty are served: what does a bound on the queue change?',
  runs: [
    { output: '3.11.txt', python: '3.11.7', script: 'queue_growth.py' },
    { output: '3.13.txt', python: '3.13.0', script: 'queue_growth.py' },
  ],
  values(raw) {
    const values: Record<string, Value> = {}
    for (const short of ['3.11', '3.13'])
      for (const name of ['bounded', 'unbounded'])
        for (const [key, label] of Object.entries(labels))
          values[`${name}${key}${short === '3.11' ? '' : 'On313'}`] = {
            value: numberAfter(raw[`${short}.txt`], `${name}, ${label}`),
            ...(key === 'Rss' ? { unit: 'MiB' } : {}),
            means: `${label}, ${name}, CPython ${short}`,
          }
    return values
  },
}
