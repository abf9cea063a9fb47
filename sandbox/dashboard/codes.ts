import { html } from 'hono/html'
import { newCoupon, newPromotionCode } from '../stripe/engine/catalog.ts'
import { emit } from '../stripe/engine/events.ts'
import { invalidRequest, resourceMissing } from '../stripe/errors.ts'
import { money } from '../stripe/money.ts'
import { promotionCodeCreate } from '../stripe/params/catalog.ts'
import { readParams } from '../stripe/params/kit.ts'
import type { Coupon, PromotionCode } from '../stripe/types.ts'
import type { World } from '../stripe/world.ts'
import { action, type Markup, moment } from '../web/layout.ts'
import { type Entry, entries, state } from './entry.ts'

export function codesView(world: World): Markup {
  const { data } = world.store.list('promotion_code', { limit: 200 })
  return html`<h1>Promotion codes</h1>
${entries(
  data.map((one) => codeEntry(one, world.store.find('coupon', one.promotion.coupon))),
  'There is no code yet.',
)}
<h2 id="new">A new code</h2>
<form method="post" action="/dashboard/codes" class="switches" aria-labelledby="new">
<p class="field"><label for="code">Code (letters, digits, hyphens)</label><input id="code" name="code" required autocomplete="off" spellcheck="false"></p>
<p class="field"><label for="percent">Percent off (1 to 100)</label><input id="percent" name="percent" required inputmode="decimal" value="20"></p>
<p class="field"><label for="uses">How often it may be used (empty: always)</label><input id="uses" name="uses" inputmode="numeric"></p>
<p class="field"><button>Create the code</button></p>
</form>`
}

function codeEntry(promotionCode: PromotionCode, coupon: Coupon | undefined): Entry {
  const { active, code, max_redemptions, times_redeemed } = promotionCode
  return {
    heading: html`<code>${code}</code> ${state(active ? 'active' : 'not active', active ? 'good' : 'plain')}`,
    facts: [
      coupon ? offer(coupon) : 'its coupon was deleted',
      `used ${times_redeemed}${max_redemptions === null ? '' : ` of ${max_redemptions}`} times`,
      moment(promotionCode.created * 1000),
    ],
    acts: [
      action(`/dashboard/codes/${promotionCode.id}`, active ? 'Switch it off' : 'Switch it on', {
        active: active ? 'no' : 'yes',
      }),
    ],
  }
}

function offer(coupon: Coupon): string {
  if (coupon.amount_off !== null) return `${money(coupon.amount_off, coupon.currency ?? 'usd')} off`
  return `${coupon.percent_off} % off`
}

/** Makes a coupon and a code for it; throws what Stripe would refuse. */
export function createCode(world: World, code: string, percent: string, uses: string): void {
  world.store.transaction(() => {
    const percentOff = Number(percent)
    if (!(percentOff > 0 && percentOff <= 100))
      throw invalidRequest('The percentage must be above 0 and at most 100.')
    const coupon = newCoupon(world, { percent_off: percentOff, name: `${percentOff} % off` })
    const form = { promotion: { type: 'coupon', coupon: coupon.id }, code: code.trim() }
    newPromotionCode(
      world,
      readParams(promotionCodeCreate, uses.trim() === '' ? form : { ...form, max_redemptions: uses.trim() }),
    )
  })
}

export function switchCode(world: World, id: string, active: boolean): void {
  world.store.transaction(() => {
    const promotionCode = world.store.find('promotion_code', id)
    if (!promotionCode) throw resourceMissing('promotion code', id)
    promotionCode.active = active
    world.store.update('promotion_code', promotionCode)
    emit(world, 'promotion_code.updated', promotionCode)
  })
}
