/**
 * How often an exercise is solved by accident: plays each part at random, within its limits, and prints the rates.
 *
 *     npm run -s random-play -- --plays 2000
 */
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readExercises } from './content/compile-exercises.ts'
import { playsByAccident, playsOf } from './content/random-play.ts'

const { values } = parseArgs({ options: { plays: { type: 'string', default: '2000' } } })
if (!/^[1-9]\d{0,6}$/.test(values.plays)) {
  console.error(`--plays takes a number from 1 to 9999999, not "${values.plays}".`)
  process.exit(1)
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`

/** Below which the true rate lies, with 95 % confidence (Wilson); without a single hit about 3 in `plays`. */
function atMost(solved: number, plays: number): number {
  const z = 1.96
  const rate = solved / plays
  const spread = z * Math.sqrt((rate * (1 - rate)) / plays + (z * z) / (4 * plays * plays))
  return (rate + (z * z) / (2 * plays) + spread) / (1 + (z * z) / plays)
}

console.log('| Lesson | Exercise and part | Random plays | Solved | Rate | At most (95 %) |')
console.log('| ---: | --- | ---: | ---: | ---: | ---: |')
for (const course of readdirSync('content/courses'))
  for (const { lesson, id, parts } of readExercises(`content/courses/${course}`))
    for (const part of parts) {
      const plays = playsOf(part, Number(values.plays))
      let solved = 0
      for (let seed = 0; seed < plays; seed++) if (playsByAccident(part, seed)) solved++
      console.log(
        `| ${lesson} | ${id}/${part.id} | ${plays} | ${solved} | ${percent(solved / plays)} | ${percent(atMost(solved, plays))} |`,
      )
    }
