/** A lesson as a voice reads it: its sentences in order, each with the element of the page that it belongs to. */
import { type Pronunciation, pronouncer } from './pronounce.ts'
import { sentencesOf } from './sentences.ts'

/** Of the lesson's `<h1>`, which stands outside the compiled text. */
export const lessonTitleId = 'lesson-title'

interface Block<Kind extends string> {
  id: string
  kind: Kind
  /** What a voice says here, as it is written; one line for each paragraph, item or row. Empty: nothing. */
  spoken: string
}

/** What of a compiled lesson is read. */
export interface ReadableLesson<Kind extends string = string> {
  title: string
  blocks: readonly Block<Kind>[]
}

export interface NarratedSentence<Kind extends string = string> {
  /** Lasts as long as its element's text: `p-a66e2b28-s1`. */
  id: string
  /** `id` of the element, in the page of the lesson. */
  elementId: string
  kind: Kind | 'title'
  /**
   * As written. Of a paragraph, heading, list, note or prediction it stands in the element itself, where white space may
   * differ; of code, a table or a figure it is said in place of what is shown.
   */
  text: string
  /** As it is to be read: words and the punctuation of prose. */
  spoken: string
  /** Of `text`: a number, an address or a name counts as one word, as it does for a reader. */
  words: number
  /** Counts paragraphs or items within the element: a new number asks for a pause. */
  line: number
}

/** How fast the course is read and spoken. */
export const wordsPerMinute = 150

export const countWords = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length

/** The script of a lesson. The same lesson and list give the same script. */
export function narrationOf<Kind extends string>(
  lesson: ReadableLesson<Kind>,
  pronunciation: readonly Pronunciation[],
): NarratedSentence<Kind>[] {
  const pronounce = pronouncer(pronunciation)
  const title = { id: lessonTitleId, kind: 'title' as const, spoken: lesson.title }
  return [title, ...lesson.blocks].flatMap((block) => {
    let count = 0
    return block.spoken.split('\n').flatMap((row, line) =>
      sentencesOf(row).map((text) => {
        count += 1
        const id = `${block.id}-s${count}`
        const { id: elementId, kind } = block
        return { id, elementId, kind, text, spoken: pronounce(text), words: countWords(text), line }
      }),
    )
  })
}
