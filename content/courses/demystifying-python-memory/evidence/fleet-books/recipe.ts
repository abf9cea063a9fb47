import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const labels: Record<string, string> = {
  preloaded: 'preloaded MiB',
  rss: 'one worker, RSS',
  pss: 'one worker, PSS',
  uss: 'one worker, USS',
  sumRss: 'sum of RSS, workers',
  sumUss: 'sum of USS, workers',
  sumPssAll: 'sum of PSS, workers and parent',
  sumRssAll: 'sum of RSS, workers and parent',
  parentRss: 'parent, RSS',
}

export const recipe: Recipe = {
  question: 'Eight forked workers over one preloaded heap: which sum is the memory that they really hold?',
  runs: [{ output: '3.11.txt', python: '3.11.7', script: 'fleet.py' }],
  values(raw) {
    const values: Record<string, Value> = {
      workers: { value: numberAfter(raw['3.11.txt'], 'workers'), means: 'forked workers' },
    }
    for (const [key, label] of Object.entries(labels))
      values[key] = { value: numberAfter(raw['3.11.txt'], label), unit: 'MiB', means: label }
    return values
  },
}
