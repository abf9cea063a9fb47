/** Calls on an allocator, told as the exercises tell them: what lessons show step by step. */
import { type Allocator, type AllocatorEvent, blockSize, DEFAULT_PROFILE_NAME } from '#simulator/index.ts'
import { AllocatorPlay } from './allocator-play.ts'
import { explainEvents, hex, stepTitle } from './explain.ts'
import { FIRST_STATE, parseStep } from './play-text.ts'

export interface WalkStep {
  /** `31 × malloc(512)` */
  call: string
  /** What the last request of the step returned, such as `0x4030`; null for a free. */
  returned: string | null
  /** What the allocator did about it, in sentences. */
  told: string[]
}

export interface Walk {
  /** The play after the last step. */
  play: AllocatorPlay
  /** The state after the last step. */
  heap: Allocator
  steps: WalkStep[]
  /** Types of the events so far, each once, in the order in which they first happened. */
  events: AllocatorEvent['type'][]
  /** Single requests and frees. */
  calls: number
}

/**
 * Plays lines of `lib/domain/exercise/play-text.ts` (`m 1..31 512`, `f 1`) on an allocator that nobody has used, with
 * arenas 0x1000 off alignment unless `misalignment` says otherwise.
 * @throws StepError, PlayRefusal
 */
export function walk(lines: readonly string[], misalignment = 0x1000): Walk {
  const world = { profile: DEFAULT_PROFILE_NAME, misalignment, debugHooks: false, states: [FIRST_STATE] }
  const play = new AllocatorPlay(world, [])
  const { profile } = play.heap(FIRST_STATE)
  const steps = lines.map((line) => {
    const before = play.results.length
    const step = parseStep(line)
    play.take(step)
    const returned = play.results.length > before ? play.results.at(-1) : undefined
    return {
      call: stepTitle(step),
      returned: returned === undefined ? null : hex(returned),
      told: explainEvents(play.lastEvents, (sizeClass) => blockSize(profile, sizeClass)),
    }
  })
  return {
    play,
    heap: play.heap(FIRST_STATE),
    steps,
    events: [...new Set(play.events.map(({ type }) => type))],
    calls: play.tally.calls,
  }
}

/** The address that the last step of a walk returned. @throws Error when it returned none */
export function lastAddress({ steps }: Walk): string {
  const returned = steps.at(-1)?.returned
  if (!returned?.startsWith('0x')) throw new Error('the last step returned no address')
  return returned
}
