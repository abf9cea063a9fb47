import { html } from 'hono/html'
import { readEndpoint, readSwitches, switchesPatch, type WebhookSwitches } from '../stripe/engine/events.ts'
import { invalidRequest } from '../stripe/errors.ts'
import type { StoredEvent } from '../stripe/types.ts'
import { type AttemptView, type DeliveryView, deliveriesOf } from '../stripe/webhooks/log.ts'
import type { World } from '../stripe/world.ts'
import { action, type Markup, moment } from '../web/layout.ts'
import { type Entry, entries, older, pageLength, state } from './entry.ts'

export function webhooksView(world: World, before?: string): Markup {
  const endpoint = readEndpoint(world)
  const page = world.store.list('event', { limit: pageLength, startingAfter: before })
  return html`<h1>Webhooks</h1>
<p>${endpoint ? html`Events go to <code>${endpoint.url}</code>.` : 'Events go nowhere: no address is set.'}</p>
${switchesForm(readSwitches(world))}
<h2>Events</h2>
${entries(
  page.data.map((event) => eventEntry(event, deliveriesOf(world, event.id))),
  'Nothing has happened yet.',
)}
${older('/dashboard/webhooks', page)}`
}

function switchesForm(switches: WebhookSwitches): Markup {
  return html`<form method="post" action="/dashboard/webhooks" class="switches" aria-label="How webhooks are sent">
<div class="checks">${check('paused', 'Pause: keep everything back', switches.paused)}
${check('dropAll', 'Drop every new event', switches.dropAll)}
${check('reorder', 'Send the newest first', switches.reorder)}</div>
${number('dropNext', 'Drop so many next events', switches.dropNext)}
${number('copies', 'Send each event so often', switches.copies)}
${number('delayMs', 'Delay each by milliseconds', switches.delayMs)}
<p class="field"><button>Save the switches</button></p>
</form>`
}

function check(name: keyof WebhookSwitches, label: string, on: boolean): Markup {
  return html`<p class="check"><input type="checkbox" id="${name}" name="${name}" value="yes"${on ? ' checked' : ''}><label for="${name}">${label}</label></p>`
}

function number(name: keyof WebhookSwitches, label: string, value: number): Markup {
  return html`<p class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" inputmode="numeric" autocomplete="off" value="${value}"></p>`
}

/** Reads the form back; throws a sentence about the first field that is wrong. */
export function readSwitchesForm(body: Record<string, unknown>): Partial<WebhookSwitches> {
  const result = switchesPatch.safeParse({
    paused: body.paused === 'yes',
    dropAll: body.dropAll === 'yes',
    reorder: body.reorder === 'yes',
    dropNext: Number(body.dropNext),
    copies: Number(body.copies),
    delayMs: Number(body.delayMs),
  })
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw invalidRequest(`${issue?.path.join('.') ?? 'A switch'}: ${issue?.message ?? 'is wrong'}`)
}

function eventEntry(event: StoredEvent, deliveries: DeliveryView[]): Entry {
  return {
    heading: html`<code>${event.type}</code> ${deliveries.length === 0 ? state('sent nowhere', 'plain') : deliveries.map(deliveryState)}`,
    facts: [moment(event.created * 1000), html`<code>${event.id}</code>`],
    more: html`${deliveries.some((one) => one.attempts.length > 0) ? attempts(deliveries) : ''}`,
    acts: [action('/dashboard/webhooks/resend', 'Send it again', { event: event.id })],
  }
}

export function deliveryState(delivery: DeliveryView): Markup {
  if (delivery.state === 'succeeded') return state('delivered', 'good')
  if (delivery.state === 'dropped') return state('dropped', 'bad')
  if (delivery.state === 'failed') return state('given up', 'bad')
  return html`${state('waits', 'open')} <small>for ${moment(delivery.dueMs)}</small>`
}

export function attempts(deliveries: DeliveryView[]): Markup {
  const all = deliveries.flatMap((delivery) => delivery.attempts)
  return html`<ol class="attempts">${all.map((one) => html`<li>${moment(one.atMs)}: ${outcome(one)}</li>`)}</ol>`
}

function outcome({ status, tookMs, answer }: AttemptView): Markup {
  const words = answer.length > 200 ? `${answer.slice(0, 200)}…` : answer
  return html`${status === null ? 'no answer' : `HTTP ${status}`} after ${tookMs} ms <code>${words}</code>`
}
