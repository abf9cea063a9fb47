import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const versions = { '3.9': '3.9.18', '3.11': '3.11.7', '3.12': '3.12.1', '3.13': '3.13.0' }

const labels: Record<string, string> = {
  heap: 'heap of the records, MiB',
  array: 'array, MiB',
  nothing: 'doing nothing, MiB',
  collect: 'gc.collect(), MiB',
  loop: 'one loop over the list, MiB',
  readAll: 'reading every record, MiB',
  readTenth: 'reading one record in ten, the first ones, MiB',
  readArray: 'reading the array, MiB',
  collectFrozen: 'gc.collect() after gc.freeze(), MiB',
  readAllFrozen: 'reading every record after gc.freeze(), MiB',
}

export const recipe: Recipe = {
  question:
    "Which of its parent's pages does a forked child make its own by collecting garbage, and by reading?",
  runs: Object.entries(versions).map(([short, python]) => ({
    output: `${short}.txt`,
    python,
    script: 'cow.py',
  })),
  values(raw) {
    const values: Record<string, Value> = {}
    for (const short of Object.keys(versions)) {
      const suffix = short === '3.11' ? '' : `On${short.replace('.', '')}`
      const number = (label: string) => numberAfter(raw[`${short}.txt`], label)
      for (const [key, label] of Object.entries(labels))
        values[`${key}${suffix}`] = {
          value: number(label),
          unit: 'MiB',
          means: `${label.replace(', MiB', '')}, CPython ${short}`,
        }
      values[`records${suffix}`] = {
        value: number('records'),
        means: 'instances with a str and a float each',
      }
    }
    return values
  },
}
