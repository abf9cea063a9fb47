import type { Recipe } from '#content/evidence.ts'

const growth = (text: string | undefined, type: string) => {
  const match = new RegExp(`^${type}\\s+(\\d+)\\s+\\+(\\d+)$`, 'm').exec(text ?? '')
  if (!match) throw new RangeError(`objgraph did not show ${type}`)
  return Number(match[2])
}

export const recipe: Recipe = {
  question: 'What does objgraph show of a service whose listeners are never removed?',
  runs: [
    { output: '3.11.txt', python: '3.11.7', script: 'growth.py', packages: ['objgraph==3.7.0'] },
    { output: '3.13.txt', python: '3.13.0', script: 'growth.py', packages: ['objgraph==3.7.0'] },
  ],
  values: (raw) => ({
    sessions: {
      value: growth(raw['3.11.txt'], 'Session'),
      means: 'Session objects more after 1,000 requests',
    },
    methods: { value: growth(raw['3.11.txt'], 'method'), means: 'bound methods more after 1,000 requests' },
  }),
}
