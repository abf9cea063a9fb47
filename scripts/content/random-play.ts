/** Somebody who tries an exercise without thinking: for asking how often that is enough. */
import { PlayRefusal } from '#lib/domain/exercise/allocator-play.ts'
import type { Part, Question } from '#lib/domain/exercise/definition.ts'
import type { ModelPlay } from '#lib/domain/exercise/model-play.ts'
import { PartPlay } from '#lib/domain/exercise/part-play.ts'
import { type OperationKind, parsePlay, parseStep } from '#lib/domain/exercise/play-text.ts'
import { truthOf } from '#lib/domain/exercise/worlds.ts'
import { seededRandom } from '#lib/domain/models/model.ts'

type Random = () => number
const below = (random: Random, n: number) => Math.floor(random() * n)
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)] as T

function randomSize(random: Random, part: Part): number {
  return part.sizes.length > 0 ? pick(random, part.sizes) : below(random, 1025)
}

function randomOperation(random: Random, part: Part, play: PartPlay, kind: OperationKind): string {
  const { allocator } = play
  if (!allocator) throw new Error('A model has no operations.')
  const free = allocator.highestId + 1
  const live = [...allocator.blocks.keys()]
  const state = pick(random, allocator.world.states)
  const at = state === 'A' ? '' : `@${state} `
  const block = live.length > 0 ? pick(random, live) : 1
  switch (kind) {
    case 'malloc': {
      // Mostly one at a time, now and then many.
      const times = random() < 0.9 ? 1 : 1 + below(random, 40)
      return `${at}m ${free}..${free + times - 1} ${randomSize(random, part)}`
    }
    case 'calloc':
      return `${at}c ${free} ${randomSize(random, part)}`
    case 'realloc':
      return `${at}r ${block} ${randomSize(random, part)}`
    case 'free':
      return `${at}f ${block}`
    case 'empty-pools': {
      const arenas = allocator.heap('A').arenas()
      const most = random() < 0.8 ? 3 : 63
      return `e ${arenas.length > 0 ? pick(random, arenas).index : 0} ${1 + below(random, most)}`
    }
    case 'misalign':
      return `x ${4096 * below(random, 4)}`
    case 'query':
      return `q ${state} ${block}`
  }
}

function randomAnswer(random: Random, question: Question): string {
  if (question.kind === 'choice') return `a ${question.id} ${pick(random, question.choices).id}`
  // Addresses of blocks in the first pools, not just any number.
  const n = question.kind === 'address' ? 0x4000 + 16 * below(random, 4096) : below(random, 1000)
  return `a ${question.id} ${question.kind === 'address' ? n.toString(16) : n}`
}

/** Levers are set and the model is run; evidence is looked at. */
function randomModelStep(random: Random, model: ModelPlay): string {
  const levers = model.model?.levers ?? []
  const closed = model.panels.filter(({ id }) => !model.seen.has(id))
  if (closed.length > 0 && random() < 0.2) return `p ${pick(random, closed).id}`
  if (levers.length === 0 || random() < 1 / (levers.length + 1)) return 'g'
  const lever = pick(random, levers)
  if (lever.kind === 'choice') return `l ${lever.id} ${pick(random, lever.options).id}`
  // As people try numbers: small ones as often as large ones.
  return `l ${lever.id} ${Math.min(lever.max, Math.floor(10 ** (random() * Math.log10(lever.max + 1))))}`
}

function randomStep(random: Random, part: Part, play: PartPlay): string {
  const open = part.questions.filter((question) => play.isOpen(question))
  if (open.length > 0 && ((part.allow.length === 0 && !play.model?.model) || random() < 0.3))
    return randomAnswer(random, pick(random, open))
  if (play.model) return randomModelStep(random, play.model)
  return randomOperation(random, part, play, pick(random, part.allow))
}

/** Whether one random play, within the limits, happens to solve the part. */
export function playsByAccident(part: Part, seed: number, tries = 40): boolean {
  const random = seededRandom(seed)
  const play = new PartPlay(part, truthOf(part.world))
  let refusals = 0
  for (let i = 0; i < tries && refusals < 4; i++) {
    if (
      part.allow.length === 0 &&
      !play.model?.model &&
      part.questions.every((question) => !play.isOpen(question))
    )
      break
    try {
      play.take(parseStep(randomStep(random, part, play)))
    } catch (error) {
      // Refused, as a person would be; what was done of it stands, which only helps the monkey.
      if (!(error instanceof PlayRefusal)) throw error
      refusals++
      continue
    }
    if (play.verdict().solved) return true
  }
  return false
}

/** How many plays of a part to make when `plays` are asked for: fewer where each begins with many requests. */
export function playsOf({ start }: Part, plays: number): number {
  const requests = parsePlay(start).reduce((sum, step) => sum + ('ids' in step ? step.ids.list.length : 1), 0)
  return requests > 100_000 ? Math.ceil(plays / 50) : requests > 1000 ? Math.ceil(plays / 5) : plays
}
