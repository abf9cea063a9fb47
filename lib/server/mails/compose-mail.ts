import 'server-only'

/** A mail that is ready to be sent, as text and as HTML that say the same. */
export interface Mail {
  subject: string
  text: string
  html: string
}

/** The site that writes: its name and its address without a slash at the end. */
export interface MailSite {
  name: string
  url: string
}

export type MailBlock =
  | { kind: 'paragraph'; text: string }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'link'; label: string; url: string }
  | { kind: 'facts'; rows: [label: string, value: string][] }
  | { kind: 'note'; text: string }

/** What a mail says, before it is laid out. */
export interface Draft {
  subject: string
  title: string
  blocks: MailBlock[]
}

interface MailDraft extends Draft {
  site: MailSite
}

export const paragraph = (text: string): MailBlock => ({ kind: 'paragraph', text })

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

/** One line: whatever would begin another header, or turn the reading direction, becomes a space. */
const toOneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, 200)

function blockToText(block: MailBlock): string {
  switch (block.kind) {
    case 'button':
    case 'link':
      return `${block.label}:\n${block.url}`
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${value}`).join('\n')
    default:
      return block.text
  }
}

const sans = "font-family:'Instrument Sans',system-ui,-apple-system,'Segoe UI',Arial,sans-serif"
const serif = "font-family:'Source Serif 4',Georgia,'Times New Roman',serif"

function blockToHtml(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${escapeHtml(block.text).replaceAll('\n', '<br>')}</p>`
    case 'button':
      return `<p style="margin:24px 0"><a class="button" href="${escapeHtml(block.url)}" style="${sans};display:inline-block;padding:12px 20px;border-radius:3px;background:#b93312;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none">${escapeHtml(block.label)}</a></p>`
    case 'link':
      return `<p class="muted" style="${sans};margin:0 0 16px;font-size:14px;line-height:1.5;color:#52606d"><a class="muted" href="${escapeHtml(block.url)}" style="color:#52606d">${escapeHtml(block.label)}</a></p>`
    case 'facts':
      return `<table role="presentation" cellpadding="0" cellspacing="0" class="rule" style="${sans};width:100%;margin:0 0 20px;border-collapse:collapse;border-top:1px solid #d8dcda;font-size:15px">${block.rows
        .map(
          ([label, value]) =>
            `<tr><td class="rule muted" style="padding:8px 16px 8px 0;border-bottom:1px solid #d8dcda;color:#52606d;vertical-align:top;white-space:nowrap">${escapeHtml(label)}</td><td class="rule" style="padding:8px 0;border-bottom:1px solid #d8dcda;vertical-align:top">${escapeHtml(value)}</td></tr>`,
        )
        .join('')}</table>`
    case 'note':
      return `<p class="muted" style="${sans};margin:0 0 16px;font-size:14px;line-height:1.5;color:#52606d">${escapeHtml(block.text)}</p>`
  }
}

/** Puts a mail together in the look of the site: no pictures, nothing loaded from anywhere, light and dark. */
export function composeMail({ subject, title, blocks, site }: MailDraft): Mail {
  const closing = `${site.name}\n${site.url}`
  return {
    subject: toOneLine(subject),
    text: `${[title, ...blocks.map(blockToText), `-- \n${closing}`].join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(toOneLine(subject))}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body, .paper { background: #0e151d !important; color: #e6e1d8 !important; }
  .muted { color: #a3a7a9 !important; }
  .rule { border-color: #2b3640 !important; }
  .button { background: #ff8f66 !important; color: #1f0d06 !important; }
}
</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#fcfcfa;color:#16202b">
<div class="paper" style="${serif};max-width:560px;margin:0 auto;padding:32px 20px;background:#fcfcfa;color:#16202b;font-size:17px;line-height:1.6;overflow-wrap:anywhere">
<h1 style="${serif};margin:0 0 20px;font-size:25px;line-height:1.25;font-weight:600">${escapeHtml(title)}</h1>
${blocks.map(blockToHtml).join('\n')}
<p class="rule muted" style="${sans};margin:32px 0 0;padding:16px 0 0;border-top:1px solid #d8dcda;color:#52606d;font-size:14px;line-height:1.5">${escapeHtml(site.name)}<br><a class="muted" href="${escapeHtml(site.url)}" style="color:#52606d">${escapeHtml(site.url.replace(/^https?:\/\//, ''))}</a></p>
</div>
</body>
</html>
`,
  }
}
