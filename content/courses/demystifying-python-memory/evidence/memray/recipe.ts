import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const packages = ['memray==1.20.0']
const outputs: Record<string, { args: string[]; env?: Record<string, string> }> = {
  plain: { args: [] },
  traced: { args: ['--trace-python-allocators'] },
  libc: { args: [], env: { PYTHONMALLOC: 'malloc' } },
}

/** Bytes and allocations of one line of a table: of a function and an allocator, summed over lines. */
function placed(text: string, title: string, where: RegExp): { bytes: number; count: number } {
  const table = text.slice(text.indexOf(title)).split('\n').slice(1, 7)
  const found = table.filter((line) => where.test(line)).map((line) => /^\s+(\d+) bytes\s+(\d+) x/.exec(line))
  return {
    bytes: found.reduce((sum, match) => sum + Number(match?.[1] ?? 0), 0),
    count: found.reduce((sum, match) => sum + Number(match?.[2] ?? 0), 0),
  }
}

const mib = (bytes: number) => Math.round((bytes / 2 ** 20) * 10) / 10

export const recipe: Recipe = {
  question:
    'What does memray call a leak when a burst is dropped: with pymalloc in between, and with its requests traced?',
  runs: Object.entries(outputs).map(([name, { args, env }]) => ({
    output: `${name}.3.11.txt`,
    python: '3.11.7',
    script: 'profile.py',
    packages,
    args,
    ...(env ? { env } : {}),
  })),
  values(raw) {
    const values: Record<string, Value> = {}
    for (const name of Object.keys(outputs)) {
      const text = raw[`${name}.3.11.txt`] ?? ''
      const leaked = placed(text, 'never freed', /\b(burst|remember) service\.py/)
      values[`${name}LeakedInBurst`] = {
        value: mib(leaked.bytes),
        unit: 'MiB',
        means: `never freed, by burst() and remember(), ${name}`,
      }
      values[`${name}LeakedAllocations`] = {
        value: leaked.count,
        means: `allocations never freed, by burst() and remember(), ${name}`,
      }
      values[`${name}FileSize`] = {
        value: Math.round(numberAfter(text, 'result file') / 1000),
        unit: 'kB',
        means: `memray's result file, ${name}`,
      }
    }
    return values
  },
}
