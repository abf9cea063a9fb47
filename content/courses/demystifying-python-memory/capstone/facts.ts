/** What the capstone's text says of its exercise, taken from the exercise itself. */
import incident from '../exercises/tuesday-three-in-the-morning.json' with { type: 'json' }

const [part] = incident.parts
if (!part) throw new Error('the capstone has no part')
const { panels, fleet } = part.world

/** What a voice calls each look, and which lesson taught it. */
const known: Record<string, { called: string; lesson: number }> = {
  rss: { called: 'RSS', lesson: 11 },
  stats: { called: "pymalloc's report", lesson: 10 },
  snapshot: { called: 'tracemalloc', lesson: 12 },
  gc: { called: "the collector's statistics", lesson: 12 },
  smaps: { called: "a worker's pages", lesson: 14 },
  memray: { called: 'memray', lesson: 13 },
}

export const points = part.limits.points
export const runs = part.limits.runs
export const workers = fleet.workers
export const looks = panels.map(({ id, title, cost }) => {
  const look = known[id]
  if (!look) throw new Error(`no lesson is named for the look "${id}"`)
  return { title, cost, ...look }
})
export const allLooks = looks.reduce((sum, { cost }) => sum + cost, 0)
if (allLooks <= points) throw new Error('the text says that the points do not buy everything')
const dearest = looks.toSorted((a, b) => b.cost - a.cost)[0]
if (!dearest?.title.startsWith('memray') || dearest.cost * 2 !== points)
  throw new Error('the text says that memray costs half of the points')
