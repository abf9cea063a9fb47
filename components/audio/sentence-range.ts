/** Where a sentence stands in the page, and what is at a point of it. */
import type { PlayableSentence } from '#lib/domain/playback.ts'

interface Letter {
  node: Text
  offset: number
}

/** The letters of an element without white space, which the page and the script may set differently. */
function lettersOf(element: Element): { text: string; letters: Letter[] } {
  const letters: Letter[] = []
  let text = ''
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    for (let offset = 0; offset < node.length; offset++) {
      const sign = node.data.charAt(offset)
      if (/\s/.test(sign)) continue
      letters.push({ node, offset })
      text += sign
    }
  }
  return { text, letters }
}

const bare = (text: string) => text.replace(/\s+/g, '')

type PlacedSentence = Pick<PlayableSentence, 'id' | 'elementId' | 'text' | 'inPlace'>

/**
 * The part of the page that holds a sentence: its words where they stand as they are, else the whole element (code, a
 * table, a figure). Null when the page does not have it.
 * @param sentences of the lesson in their order: equal sentences of one element are told apart by it
 */
export function rangeOf(sentence: PlacedSentence, sentences: readonly PlacedSentence[]): Range | null {
  const element = document.getElementById(sentence.elementId)
  if (!element) return null
  const whole = document.createRange()
  whole.selectNodeContents(element)
  if (!sentence.inPlace) return whole

  const { text, letters } = lettersOf(element)
  let from = 0
  for (const other of sentences) {
    if (other.elementId !== sentence.elementId) continue
    const wanted = bare(other.text)
    const start = text.indexOf(wanted, from)
    if (start !== -1) from = start + wanted.length
    if (other.id !== sentence.id) continue
    const [first, last] = [letters[start], letters[start + wanted.length - 1]]
    if (start === -1 || !first || !last) return whole
    const range = document.createRange()
    range.setStart(first.node, first.offset)
    range.setEnd(last.node, last.offset + 1)
    return range
  }
  return whole
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  const caret = document.caretPositionFromPoint?.(x, y)
  if (caret) return { node: caret.offsetNode, offset: caret.offset }
  const range = document.caretRangeFromPoint?.(x, y)
  return range ? { node: range.startContainer, offset: range.startOffset } : null
}

/** The sentence at a point of the window; null beside the text. */
export function sentenceAtPoint<S extends PlacedSentence>(
  sentences: readonly S[],
  target: Element,
  x: number,
  y: number,
): S | null {
  const block = sentences.filter(({ elementId }) => target.closest(`#${CSS.escape(elementId)}`) !== null)
  const [first] = block
  if (!first) return null
  if (!first.inPlace) return first
  const caret = caretAt(x, y)
  if (!caret) return first
  return block.find((sentence) => rangeOf(sentence, block)?.isPointInRange(caret.node, caret.offset)) ?? null
}
