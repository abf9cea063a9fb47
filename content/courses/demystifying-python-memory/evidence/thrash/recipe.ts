import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const versions = { '3.8': '3.8.18', '3.9': '3.9.18', '3.11': '3.11.7', '3.13': '3.13.0' }

export const recipe: Recipe = {
  question: 'What does it cost to make and drop one block when every arena is exactly full?',
  runs: Object.entries(versions).map(([short, python]) => ({
    output: `${short}.txt`,
    python,
    script: 'thrash.py',
  })),
  values(raw) {
    const values: Record<string, Value> = {}
    for (const short of Object.keys(versions)) {
      const suffix = `On${short.replace('.', '')}`
      const number = (label: string) => numberAfter(raw[`${short}.txt`], label)
      values[`mmaps${suffix}`] = { value: number('mmap of an arena'), means: 'arenas taken in the whole run' }
      values[`munmaps${suffix}`] = { value: number('munmap of an arena'), means: 'arenas given back' }
      values[`usual${suffix}`] = {
        value: number('nanoseconds each, median place'),
        unit: 'ns',
        means: 'to make and drop one block, at the median place',
      }
      values[`slowest${suffix}`] = {
        value: number('nanoseconds each, slowest place'),
        unit: 'ns',
        means: 'to make and drop one block, at the slowest place',
      }
    }
    values.kept = {
      value: numberAfter(raw['3.11.txt'], '512-byte blocks kept'),
      means: 'blocks that pile up',
    }
    values.dropped = {
      value: numberAfter(raw['3.11.txt'], '512-byte blocks made and dropped'),
      means: 'blocks made and dropped in between',
    }
    return values
  },
}
