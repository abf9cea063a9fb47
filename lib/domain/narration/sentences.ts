/**
 * Where a sentence ends. Not `Intl.Segmenter`: it goes on over a full stop when a small letter follows, which in these
 * lessons begins a sentence (`nfreepools counts …`), and it may decide otherwise with the next ICU, which would part
 * every recorded sentence from its text.
 */
const abbreviation = /(?:^|[\s(])(?:e\.g|i\.e|cf|vs|etc|approx|ca|Mr|Ms|Dr|St)\.$/

/** The sentences of a text, in order; joined by one space they are the text again. Line breaks always end one. */
export function sentencesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const sentences: string[] = []
    // An end has its sign, closing quotes and brackets, and a space behind it; `3.13` and `gc.collect` have none.
    for (const piece of line.trim().split(/(?<=[.?!][)\]"”’']*)\s+/)) {
      const last = sentences.at(-1)
      if (last !== undefined && abbreviation.test(last)) sentences[sentences.length - 1] = `${last} ${piece}`
      else if (piece) sentences.push(piece)
    }
    return sentences
  })
}
