import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const kinds = ['healthy', 'cache', 'cycles', 'burst', 'native']
const labels: Record<string, { label: string; unit?: string }> = {
  Rss: { label: 'resident MiB', unit: 'MiB' },
  Blocks: { label: 'blocks' },
  Arenas: { label: 'arenas' },
  Use: { label: 'use of arenas, percent', unit: '%' },
  Collected: { label: 'blocks after gc.collect()' },
  Traced: { label: 'traced MiB', unit: 'MiB' },
}

export const recipe: Recipe = {
  question:
    'Five services under the same traffic: what do resident memory, blocks, arenas, gc and tracemalloc say?',
  runs: [
    { output: '3.11.txt', python: '3.11.7', script: 'services.py' },
    { output: '3.13.txt', python: '3.13.0', script: 'services.py' },
  ],
  values(raw) {
    const values: Record<string, Value> = {}
    for (const short of ['3.11', '3.13'])
      for (const kind of kinds)
        for (const [key, { label, unit }] of Object.entries(labels))
          values[`${kind}${key}${short === '3.11' ? '' : 'On313'}`] = {
            value: numberAfter(raw[`${short}.txt`], `${kind}, ${label}`),
            ...(unit ? { unit } : {}),
            means: `${label}, ${key === 'Use' ? 'after' : 'added by'} 60,000 requests, service "${kind}", CPython ${short}`,
          }
    return values
  },
}
