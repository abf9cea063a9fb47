/**
 * The program that the page opens with: made on the spot, the same for everybody, so that there is something to play before
 * anything is fetched. Blocks of eight sizes come and go; then most of them go, and arenas with them.
 */
import { CALLOC, FREE, MALLOC, traceLine } from '#simulator/index.ts'
import { Dice } from './deeds.ts'

const sizes = [512, 256, 384, 64, 448, 128, 320, 208] as const

/** Where the page opens: three arenas, the first of them thinned out. */
export const OPENING_POSITION = 16_000

/** The program as a trace. */
export function openingTrace(): string {
  const dice = new Dice(7)
  const live: number[] = []
  let text = '# The opening of the playground: fill, thin out, fill again, drain.\n'
  let id = 0
  const take = () => {
    const bytes = sizes[Math.floor(dice.next() * sizes.length)] ?? 512
    text += traceLine(dice.next() < 0.03 ? CALLOC : MALLOC, ++id, bytes)
    live.push(id)
  }
  const giveAt = (i: number) => {
    const [gone] = live.splice(i, 1)
    if (gone !== undefined) text += traceLine(FREE, gone, 0)
  }
  for (let i = 0; i < 9_000; i++) {
    take()
    if (dice.next() < 0.2) giveAt(Math.floor(dice.next() * live.length))
  }
  // Of the older half most go, so that holes remain.
  for (let i = 0; i < 3_000; i++) giveAt(Math.floor(dice.next() * live.length * 0.5))
  for (let i = 0; i < 3_500; i++) take()
  while (live.length > 9) giveAt(dice.next() < 0.995 ? 0 : Math.floor(dice.next() * live.length))
  return text
}
