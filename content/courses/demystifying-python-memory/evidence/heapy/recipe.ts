import type { Recipe } from '#content/evidence.ts'

export const recipe: Recipe = {
  question: 'What does Heapy show of a list of sessions that grows?',
  runs: [{ output: '3.11.txt', python: '3.11.7', script: 'heapy.py', packages: ['guppy3==3.1.7'] }],
  values(raw) {
    const total = /Partition of a set of (\d+) objects\. Total size = (\d+) bytes/.exec(raw['3.11.txt'] ?? '')
    if (!total) throw new RangeError('Heapy printed no partition')
    return {
      objects: { value: Number(total[1]), means: 'objects since the mark' },
      bytes: { value: Number(total[2]), unit: 'bytes', means: 'their size' },
    }
  },
}
