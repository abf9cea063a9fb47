import { html } from 'hono/html'

/** Text that `hono/html` has escaped; anything else that is put into a page is escaped by it. */
export type Markup = ReturnType<typeof html>

const rooms = [
  ['/dashboard', 'Payments'],
  ['/dashboard/sessions', 'Checkouts'],
  ['/dashboard/refunds', 'Refunds'],
  ['/dashboard/disputes', 'Disputes'],
  ['/dashboard/crypto', 'Crypto'],
  ['/dashboard/codes', 'Codes'],
  ['/dashboard/webhooks', 'Webhooks'],
  ['/mail', 'Mail'],
] as const

export type Room = (typeof rooms)[number][0]

/** The frame of every page. Without a room it is the buyer's page, which has no navigation. */
export function layout(page: {
  title: string
  room?: Room
  main: Markup
  notice?: string | undefined
}): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · Sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="top">
<p class="mark"><strong>Sandbox</strong> <span>Nothing here is real: no bank, no money, no mail leaves this machine.</span></p>
${page.room ? navigation(page.room) : ''}
</header>
<main>
${page.notice ? html`<p class="notice" role="alert">${page.notice}</p>` : ''}
${page.main}
</main>
</body>
</html>`
}

function navigation(current: Room): Markup {
  return html`<nav aria-label="Sandbox"><ul>${rooms.map(
    ([href, name]) =>
      html`<li><a href="${href}"${current === href ? html` aria-current="page"` : ''}>${name}</a></li>`,
  )}</ul></nav>`
}

/** A button that does one thing, in a form of its own. */
export function action(to: string, label: string, hidden: Record<string, string> = {}): Markup {
  return html`<form method="post" action="${to}">${Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button>${label}</button></form>`
}

/** A page that only says what is the matter. */
export function messagePage(title: string, text: string, way?: { href: string; label: string }): Markup {
  return layout({
    title,
    main: html`<h1>${title}</h1><p>${text}</p>${way ? html`<p><a href="${way.href}">${way.label}</a></p>` : ''}`,
  })
}

/** `22 Nov 2026, 15:10:02 UTC` */
export function moment(milliseconds: number): Markup {
  const date = new Date(milliseconds)
  const words = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
  return html`<time datetime="${date.toISOString()}">${words} UTC</time>`
}
