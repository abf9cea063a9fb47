import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

export const recipe: Recipe = {
  question:
    'Past the 512-byte gate: what does libc keep, and what do malloc_trim and MALLOC_ARENA_MAX change?',
  runs: [{ output: '3.11.txt', python: '3.11.7', script: 'libc_heap.py' }],
  values(raw) {
    const labels: Record<string, string> = {
      full: '100,000 blocks of about 1,000 bytes, resident MiB',
      dropped: 'all but ten dropped, resident MiB',
      trimmed: 'after malloc_trim(0), resident MiB',
      threadsUnset: 'MALLOC_ARENA_MAX=unset, resident MiB above the start',
      threadsTwo: 'MALLOC_ARENA_MAX=2, resident MiB above the start',
      threadsOne: 'MALLOC_ARENA_MAX=1, resident MiB above the start',
    }
    return Object.fromEntries(
      Object.entries(labels).map(([key, label]): [string, Value] => [
        key,
        { value: numberAfter(raw['3.11.txt'], label), unit: 'MiB', means: label },
      ]),
    )
  },
}
