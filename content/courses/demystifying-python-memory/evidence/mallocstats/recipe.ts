import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

export const recipe: Recipe = {
  question: 'What do sys._debugmallocstats() and PYTHONMALLOCSTATS print?',
  runs: [
    { output: 'debugmallocstats.3.9.txt', python: '3.9.18', script: 'print_stats.py' },
    { output: 'debugmallocstats.3.11.txt', python: '3.11.7', script: 'print_stats.py' },
    { output: 'debugmallocstats.3.13.txt', python: '3.13.0', script: 'print_stats.py' },
    {
      output: 'libc-only.3.11.txt',
      python: '3.11.7',
      script: 'print_stats.py',
      env: { PYTHONMALLOC: 'malloc' },
    },
    { output: 'environment.3.11.txt', python: '3.11.7', script: 'grow.py' },
  ],
  values(raw) {
    const text = raw['debugmallocstats.3.11.txt'] ?? ''
    const number = (label: string) => numberAfter(text, label)
    const values: Record<string, Value> = {
      reports: {
        value: numberAfter(raw['environment.3.11.txt'], 'reports'),
        means: 'reports of PYTHONMALLOCSTATS: one before each new arena, one at the end',
      },
      arenas: { value: number('# arenas allocated current'), means: 'arenas' },
      allocated: {
        value: number('# bytes in allocated blocks'),
        unit: 'bytes',
        means: 'bytes in allocated blocks',
      },
      available: {
        value: number('# bytes in available blocks'),
        unit: 'bytes',
        means: 'bytes in available blocks',
      },
      headers: {
        value: number('# bytes lost to pool headers'),
        unit: 'bytes',
        means: 'bytes lost to pool headers',
      },
      quantization: {
        value: number('# bytes lost to quantization'),
        unit: 'bytes',
        means: 'bytes lost to quantization',
      },
      alignment: {
        value: number('# bytes lost to arena alignment'),
        unit: 'bytes',
        means: 'bytes lost to arena alignment',
      },
    }
    return values
  },
}
