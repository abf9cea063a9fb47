/** Colours for code, as classes: no style attributes (the site's CSP has none) and no bytes for plain text. */
import { createCssVariablesTheme, createHighlighter } from 'shiki'

const theme = createCssVariablesTheme({ name: 'classes', variablePrefix: '--tk-', fontStyle: false })
const languages = ['python', 'c', 'shellscript', 'text'] as const
type Language = (typeof languages)[number]

/** Token colour of the theme → class of `app/styles/code.css`. What is missing here keeps the text's own colour. */
const classes: Record<string, string> = {
  'var(--tk-token-constant)': 'tk-n',
  'var(--tk-token-string)': 'tk-s',
  'var(--tk-token-string-expression)': 'tk-s',
  'var(--tk-token-comment)': 'tk-c',
  'var(--tk-token-keyword)': 'tk-k',
  'var(--tk-token-function)': 'tk-f',
}

const highlighter = await createHighlighter({ themes: [theme], langs: [...languages] })

const aliases: Record<string, Language> = { py: 'python', sh: 'shellscript', console: 'text', output: 'text' }

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** @returns HTML for the inside of a `<code>`. @throws RangeError for a language that is not set up */
export function highlight(code: string, language: string): string {
  const lang = languages.find((known) => known === (aliases[language] ?? language))
  if (!lang) throw new RangeError(`no highlighting for "${language}" (known: ${languages.join(', ')})`)
  if (lang === 'text') return escapeHtml(code)
  const { tokens } = highlighter.codeToTokens(code, { lang, theme: 'classes' })
  return tokens.map((line) => runs(line).join('')).join('\n')
}

/** Neighbours of one colour become one element. */
function runs(line: { content: string; color?: string }[]): string[] {
  const merged: { text: string; name: string | undefined }[] = []
  for (const { content, color } of line) {
    const name = color === undefined ? undefined : classes[color]
    const last = merged.at(-1)
    if (last && (last.name === name || content.trim() === '')) last.text += content
    else merged.push({ text: content, name })
  }
  return merged.map(({ text, name }) =>
    name ? `<span class="${name}">${escapeHtml(text)}</span>` : escapeHtml(text),
  )
}
