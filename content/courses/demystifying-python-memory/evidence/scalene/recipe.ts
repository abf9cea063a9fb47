import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

export const recipe: Recipe = {
  question: 'Which lines does Scalene blame for Python memory, native memory and copies?',
  runs: [
    {
      output: '3.11.txt',
      python: '3.11.7',
      script: 'profile.py',
      packages: ['scalene==2.4.0', 'numpy==2.4.6'],
    },
  ],
  values(raw) {
    const text = raw['3.11.txt'] ?? ''
    const values: Record<string, Value> = {
      highest: {
        value: numberAfter(text, 'highest memory use, MB'),
        unit: 'MB',
        means: 'highest memory use',
      },
    }
    for (const [key, code] of Object.entries({
      rows: 'rows = [{',
      matrix: 'numpy.ones',
      copy: 'matrix.copy()',
    })) {
      const line = text.split('\n').find((other) => other.includes(code))
      const [, , allocated, python] = /^\s*(\d+)\s+(\d+)\s+(\d+)%/.exec(line ?? '') ?? []
      if (!allocated || !python) throw new RangeError(`Scalene shows no line with ${code}`)
      values[`${key}Allocated`] = {
        value: Number(allocated),
        unit: 'MB',
        means: `allocated by the line with ${code}`,
      }
      values[`${key}Python`] = { value: Number(python), unit: '%', means: `of it by Python's allocators` }
    }
    return values
  },
}
