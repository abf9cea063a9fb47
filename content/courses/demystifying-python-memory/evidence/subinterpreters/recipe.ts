import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const labels: Record<string, string> = {
  Before: 'its arenas before',
  After: 'its arenas with 500,000 object()',
  Main: 'arenas of the main interpreter, more than before',
  MainBlocks: 'sys.getallocatedblocks() of the main interpreter, more than before',
  MainGone: 'arenas of the main interpreter when it is gone, more than before',
}

export const recipe: Recipe = {
  question: 'Does a sub-interpreter have arenas of its own?',
  runs: [{ output: '3.13.txt', python: '3.13.0', script: 'own_arenas.py' }],
  values(raw) {
    const values: Record<string, Value> = {}
    for (const kind of ['legacy', 'isolated'])
      for (const [key, label] of Object.entries(labels))
        values[`${kind}${key}`] = {
          value: numberAfter(raw['3.13.txt'], `${kind}, ${label}`),
          means: `${label}; ${kind} sub-interpreter, CPython 3.13`,
        }
    return values
  },
}
