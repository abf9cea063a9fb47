import type { Recipe } from '#content/evidence.ts'

const one = (text: string | undefined, pattern: RegExp) => {
  const found = pattern.exec(text ?? '')?.[1]
  if (found === undefined) throw new RangeError(`${pattern} is not in the output`)
  return found
}

export const recipe: Recipe = {
  question: 'What do the debug hooks put around a block, and what do they say when it was damaged?',
  runs: [
    { output: 'dump.3.11.txt', python: '3.11.7', script: 'dump.py', env: { PYTHONMALLOC: 'debug' } },
    {
      output: 'overrun.3.11.txt',
      python: '3.11.7',
      script: 'overrun.py',
      env: { PYTHONMALLOC: 'debug' },
      ends: 'SIGABRT',
    },
    { output: 'overrun.no-hooks.3.11.txt', python: '3.11.7', script: 'overrun.py' },
  ],
  values: (raw) => ({
    requested: {
      value: Number(one(raw['overrun.3.11.txt'], /(\d+) bytes originally requested/)),
      unit: 'bytes',
      means: 'what the hooks say was requested for bytearray(100): its bytes and a null behind them',
    },
    afterFree: {
      value: one(raw['dump.3.11.txt'], /after PyObject_Free\n(?:.*\n)*? {2}p {2}\+0 {2}(.*)/),
      means: 'the first eight bytes of the data, just freed',
    },
  }),
}
