/**
 * Outputs show one real run. What differs from run to run is marked, `{{0x7f12ab34c030|hex}}`: the page shows the
 * sample, and the test that runs the snippet accepts whatever has that form.
 */
const forms = {
  hex: '0x[0-9a-f]+',
  int: '-?[0-9][0-9_,]*',
  number: '-?[0-9][0-9_,]*(?:\\.[0-9]+)?(?:e-?[0-9]+)?',
  any: '.*',
} as const

const mark = /\{\{(.*?)\|(\w+)\}\}/g

const isForm = (name: string): name is keyof typeof forms => name in forms

export interface OutputPiece {
  text: string
  varies: boolean
}

/** The pieces of an output as the page shows them. @throws RangeError for a form that does not exist */
export function outputPieces(output: string): OutputPiece[] {
  const pieces: OutputPiece[] = []
  let from = 0
  for (const match of output.matchAll(mark)) {
    const [whole, sample = '', form = ''] = match
    if (!isForm(form))
      throw new RangeError(`there is no wildcard "${form}" (known: ${Object.keys(forms).join(', ')})`)
    pieces.push({ text: output.slice(from, match.index), varies: false }, { text: sample, varies: true })
    from = match.index + whole.length
  }
  pieces.push({ text: output.slice(from), varies: false })
  return pieces.filter((piece) => piece.text !== '')
}

const escapePattern = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What a real output must match, from the first character to the last. */
export function outputPattern(output: string): RegExp {
  let pattern = ''
  let from = 0
  for (const match of output.matchAll(mark)) {
    const [whole, , form = ''] = match
    pattern += escapePattern(output.slice(from, match.index)) + (isForm(form) ? forms[form] : '')
    from = match.index + whole.length
  }
  return new RegExp(`^${pattern}${escapePattern(output.slice(from))}$`)
}
