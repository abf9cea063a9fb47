import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const versions = { '3.7': '3.7.16', '3.8': '3.8.18' }
const sizes = [1000, 2000, 4000, 8000]
const orders = { alone: 'arena by arena', worst: 'worst order' }

export const recipe: Recipe = {
  question: 'What does it cost to free blocks when each arena must pass all the others in usable_arenas?',
  runs: Object.entries(versions).map(([short, python]) => ({
    output: `${short}.txt`,
    python,
    script: 'search.py',
  })),
  values(raw) {
    const values: Record<string, Value> = {}
    for (const short of Object.keys(versions))
      for (const size of sizes)
        for (const [name, order] of Object.entries(orders))
          values[`${name}${size}On${short.replace('.', '')}`] = {
            value: numberAfter(raw[`${short}.txt`], `${size} arenas, ${order}, seconds`),
            unit: 's',
            means: `CPU time to free the blocks of ${size.toLocaleString('en')} arenas, ${order}`,
          }
    return values
  },
}
