import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const versions = { '3.11': '3.11.7', '3.12': '3.12.1' }

const labels: Record<string, string> = {
  instances: 'pages with an instance',
  strings: 'pages with a string',
  floats: 'pages with a float',
  instancesAndStrings: 'pages with an instance and a string',
  instancesAndFloats: 'pages with an instance and a float',
}

export const recipe: Recipe = {
  question: 'On which pages do the records of copy-on-write lie: the instances, their strings, their floats?',
  runs: Object.entries(versions).map(([short, python]) => ({
    output: `${short}.txt`,
    python,
    script: 'pages.py',
  })),
  values(raw) {
    const values: Record<string, Value> = {}
    for (const short of Object.keys(versions))
      for (const [key, label] of Object.entries(labels))
        values[`${key}${short === '3.11' ? '' : `On${short.replace('.', '')}`}`] = {
          value: numberAfter(raw[`${short}.txt`], `${label}, MiB`),
          unit: 'MiB',
          means: `${label}, of 400,000 records, CPython ${short}`,
        }
    return values
  },
}
