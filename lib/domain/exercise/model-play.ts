/** A play with a model: levers are set, it is run, evidence is looked at. */
import type { LeverModel, Outputs, Panel } from '#lib/domain/models/model.ts'
import { PlayRefusal } from './allocator-play.ts'
import type { World } from './definition.ts'
import type { PlayStep } from './play-text.ts'
import { leverModelOf } from './worlds.ts'

export class ModelPlay {
  readonly model: LeverModel | null
  readonly panels: readonly Panel[]
  /** Levers as they stand. */
  readonly levers: Record<string, string | number>
  /** Panels that were looked at. */
  readonly seen = new Set<string>()
  /** What the last run gave, with the levers that it ran with. */
  out: Outputs | null = null
  readonly tally = { runs: 0, points: 0 }

  constructor(world: World) {
    this.model = leverModelOf(world)
    this.panels = 'panels' in world ? world.panels : []
    this.levers = { ...this.model?.initial }
    // What costs nothing is there to be seen.
    for (const { id, cost } of this.panels) if (!cost) this.seen.add(id)
  }

  /** @throws PlayRefusal */
  set(id: string, value: string): void {
    const lever = this.model?.levers.find((known) => known.id === id)
    if (!lever) throw new PlayRefusal('There is no such lever here.')
    if (lever.kind === 'choice') {
      if (!lever.options.some((option) => option.id === value))
        throw new PlayRefusal('That is none of its positions.')
      this.levers[id] = value
      return
    }
    if (!/^\d{1,9}$/.test(value) || Number(value) < lever.min || Number(value) > lever.max)
      throw new PlayRefusal(`That lever takes ${lever.min} to ${lever.max.toLocaleString('en')}.`)
    this.levers[id] = Number(value)
  }

  /** A step in words. */
  titleOf(step: PlayStep & { kind: 'lever' | 'probe' | 'run' }): string {
    if (step.kind === 'run') return 'Run'
    if (step.kind === 'probe')
      return `Looked at: ${this.panels.find(({ id }) => id === step.probe)?.title ?? step.probe}`
    const lever = this.model?.levers.find(({ id }) => id === step.lever)
    const option =
      lever?.kind === 'choice' ? lever.options.find(({ id }) => id === step.value)?.text : undefined
    return `${lever?.label ?? step.lever}: ${option ?? step.value}`
  }

  /** @throws PlayRefusal */
  run(): void {
    if (!this.model) throw new PlayRefusal('There is nothing to run here.')
    this.out = this.model.run(this.levers)
    this.tally.runs++
  }

  /** What it costs to look at a panel, once. @throws PlayRefusal */
  costOf(id: string): number {
    const panel = this.panels.find((known) => known.id === id)
    if (!panel) throw new PlayRefusal('There is no such thing to look at here.')
    return this.seen.has(id) ? 0 : (panel.cost ?? 0)
  }

  look(id: string): void {
    this.tally.points += this.costOf(id)
    this.seen.add(id)
  }
}
