// What the dashboard's lists are made of.
import { html } from 'hono/html'
import type { Markup } from '../web/layout.ts'

export const pageLength = 50

/** A state in words; its tone is colour as well, never colour alone. */
export function state(words: string, tone: 'good' | 'bad' | 'open' | 'plain'): Markup {
  return html`<span class="state ${tone}">${words}</span>`
}

export interface Entry {
  heading: Markup
  facts: (Markup | string | null)[]
  acts?: (Markup | null)[]
  more?: Markup
}

export function entries(list: Entry[], empty: string): Markup {
  if (list.length === 0) return html`<p class="empty">${empty}</p>`
  return html`<ul class="entries">${list.map(
    (one) => html`<li><h2>${one.heading}</h2>
<p class="facts">${one.facts.filter((fact) => fact !== null).map((fact) => html`<span>${fact}</span>`)}</p>
${one.more ?? ''}
<div class="acts">${(one.acts ?? []).filter((act) => act !== null)}</div></li>`,
  )}</ul>`
}

/** The way to what is older than the last of a page. */
export function older(path: string, page: { data: { id: string }[]; hasMore: boolean }): Markup | string {
  const last = page.data.at(-1)
  return page.hasMore && last ? html`<p><a href="${path}?before=${last.id}">Older</a></p>` : ''
}
