import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const versions = { '3.9': '3.9.18', '3.11': '3.11.7', '3.13': '3.13.0' }
const kinds = ['dict', 'instance', 'slots', 'tuple', 'namedtuple', 'array']

export const recipe: Recipe = {
  question:
    'How many resident bytes does a record of two floats take, as a dict, an object, a tuple, in an array?',
  runs: Object.entries(versions).map(([short, python]) => ({
    output: `${short}.txt`,
    python,
    script: 'records.py',
  })),
  values(raw) {
    const values: Record<string, Value> = {}
    for (const short of Object.keys(versions))
      for (const kind of kinds)
        values[`${kind}${short === '3.11' ? '' : `On${short.replace('.', '')}`}`] = {
          value: numberAfter(raw[`${short}.txt`], `${kind}, bytes`),
          unit: 'bytes',
          means: `a record as ${kind}, its place in the list included, the two shared floats not, CPython ${short}`,
        }
    return values
  },
}
