import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Store } from '../core/store.ts'
import { contentSecurityPolicy } from '../web/guard.ts'
import { action, layout, type Markup, messagePage, moment } from '../web/layout.ts'
import {
  deleteMessages,
  findMessage,
  listMessages,
  listRecipients,
  type MessageBody,
  type MessageSummary,
  readBody,
} from './messages.ts'
import type { MailFaults } from './smtp.ts'

/** The mailbox: a list, one message, its source. */
export function mailRoutes(store: Store, faults: MailFaults): Hono {
  const app = new Hono()

  app.get('/mail', (context) => {
    const to = context.req.query('to') || undefined
    return context.html(listPage(listMessages(store, to), listRecipients(store), to, faults.refuseAll))
  })

  app.get('/mail/:id{[0-9]+}', async (context) => {
    const message = findMessage(store, Number(context.req.param('id')))
    if (!message)
      return context.html(
        messagePage('No such message', 'It may have been deleted.', {
          href: '/mail',
          label: 'To the mailbox',
        }),
        404,
      )
    context.header('content-security-policy', contentSecurityPolicy({ mailStyles: true }))
    return context.html(messageView(message, await readBody(message.raw)))
  })

  app.get('/mail/:id{[0-9]+}/raw', (context) => {
    const message = findMessage(store, Number(context.req.param('id')))
    if (!message) return context.text('No such message.', 404)
    return context.text(Buffer.from(message.raw).toString('utf8'))
  })

  app.post('/mail/delete', (context) => {
    deleteMessages(store)
    return context.redirect('/mail', 303)
  })

  app.post('/mail/refuse', async (context) => {
    const { on } = await context.req.parseBody()
    faults.refuseAll = on === 'yes'
    return context.redirect('/mail', 303)
  })

  return app
}

function listPage(
  messages: MessageSummary[],
  recipients: string[],
  to: string | undefined,
  refusing: boolean,
): Markup {
  return layout({
    title: 'Mail',
    room: '/mail',
    notice: refusing ? 'Mail is being refused (SMTP 451) until you let it in again.' : undefined,
    main: html`<h1>Mail</h1>
<div class="tools">
<form method="get" action="/mail" class="line"><p class="field"><label for="to">To</label>
<select id="to" name="to"><option value="">Everybody</option>${recipients.map(
      (address) => html`<option${address === to?.toLowerCase() ? ' selected' : ''}>${address}</option>`,
    )}</select></p><button>Show</button></form>
${action('/mail/refuse', refusing ? 'Let mail in again' : 'Refuse mail for now', { on: refusing ? 'no' : 'yes' })}
${messages.length > 0 ? action('/mail/delete', 'Delete all') : ''}
</div>
${
  messages.length === 0
    ? html`<p class="empty">No mail yet. Whatever the site sends shows up here.</p>`
    : html`<ul class="mails">${messages.map(
        (message) => html`<li><a href="/mail/${message.id}">${message.subject || '(no subject)'}</a>
<span>to ${message.to.join(', ')}</span> <span>${moment(Date.parse(message.receivedAt))}</span></li>`,
      )}</ul>`
}`,
  })
}

/** The mail's HTML runs in a frame that has no scripts, no forms and no origin; its links open in this window. */
function messageView(message: MessageSummary, body: MessageBody): Markup {
  const source = body.html === null ? null : `<base target="_top">${body.html}`
  return layout({
    title: message.subject || '(no subject)',
    room: '/mail',
    main: html`<p><a href="/mail">← All mail</a></p>
<h1>${message.subject || '(no subject)'}</h1>
<dl><dt>From</dt><dd>${message.from}</dd><dt>To</dt><dd>${message.to.join(', ')}</dd><dt>Received</dt><dd>${moment(Date.parse(message.receivedAt))}</dd>
${body.attachments.length > 0 ? html`<dt>Attached</dt><dd>${body.attachments.map((one) => `${one.filename} (${one.bytes} bytes)`).join(', ')}</dd>` : ''}</dl>
${
  source === null
    ? ''
    : html`<h2>As it looks</h2><iframe class="mail" title="The message" sandbox="allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox" srcdoc="${source}"></iframe>`
}
<h2>As text</h2>
<div class="text">${linked(body.text)}</div>
<p><a href="/mail/${message.id}/raw">Source</a></p>`,
  })
}

/** Web addresses in the text become links. */
function linked(text: string): Markup {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/)
  return html`${parts.map((part) => (URL.canParse(part) && /^https?:/.test(part) ? html`<a href="${part}">${part}</a>` : part))}`
}
