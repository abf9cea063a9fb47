import { numberAfter, type Recipe, type Value } from '#content/evidence.ts'

const versions = { '3.9': '3.9.18', '3.11': '3.11.7', '3.13': '3.13.0' }
const stages = ['start', 'burst', 'survivors', 'copied']

const name = (stage: string) => `${stage.charAt(0).toUpperCase()}${stage.slice(1)}`

export const recipe: Recipe = {
  question:
    'Five million object(), of which one in a thousand survives: how much memory goes back to the system?',
  runs: Object.entries(versions).flatMap(([short, python]) =>
    ['late', 'early'].map((when) => ({
      output: `${when}.${short}.txt`,
      python,
      script: 'fragmentation.py',
      args: [when],
    })),
  ),
  values(raw) {
    const values: Record<string, Value> = {}
    for (const short of Object.keys(versions)) {
      const suffix = short === '3.11' ? '' : `On${short.replace('.', '')}`
      const late = raw[`late.${short}.txt`]
      const early = raw[`early.${short}.txt`]
      for (const stage of stages) {
        const number = (label: string) => numberAfter(late, `${stage}, ${label}`)
        const add = (key: string, value: Value) => {
          values[`${key}${name(stage)}${suffix}`] = value
        }
        add('arenas', { value: number('arenas'), means: `arenas at "${stage}", CPython ${short}` })
        add('rss', { value: number('resident MiB'), unit: 'MiB', means: `resident memory at "${stage}"` })
        add('blocks', { value: number('blocks'), means: `sys.getallocatedblocks() at "${stage}"` })
        add('available', {
          value: Math.round(number('bytes in available blocks') / 1e5) / 10,
          unit: 'MB',
          means: `"bytes in available blocks" at "${stage}", in millions of bytes`,
        })
        add('utilisation', {
          value: Math.round((1000 * number('bytes in allocated blocks')) / number('bytes in arenas')) / 10,
          unit: '%',
          means: `bytes in allocated blocks, of all bytes in arenas, at "${stage}"`,
        })
        add('unusedPools', {
          value: Math.round(number('bytes in unused pools') / (short === '3.9' ? 4096 : 16384)),
          means: `pools that hold nothing and lie in an arena at "${stage}"`,
        })
      }
      values[`survivors${suffix}`] = { value: numberAfter(late, 'survivors'), means: 'objects that survive' }
      values[`arenasSurvivorsFirst${suffix}`] = {
        value: numberAfter(early, 'survivors first, after, arenas'),
        means: 'arenas after the burst, when the survivors were made before it',
      }
      values[`arenasBurstSurvivorsFirst${suffix}`] = {
        value: numberAfter(early, 'survivors first, burst, arenas'),
        means: 'arenas at the height of the burst, when the survivors were made before it',
      }
      values[`rssSurvivorsFirst${suffix}`] = {
        value: numberAfter(early, 'survivors first, after, resident MiB'),
        unit: 'MiB',
        means: 'resident memory after the burst, when the survivors were made before it',
      }
    }
    return values
  },
}
